// What an act changed, in words: days and reasons as people read them, units as a way to them. Codes
// that have no words yet are shown as they are.

import type { ComponentChildren } from 'preact'
import type { Role } from '../api/wire'
import { today } from '../clock'
import { coded } from '../words'
import { day } from '../words/printed'
import { saidOf } from './targets'
import { unitPath } from './units'
import type { AuditLine, Target } from './wire'
import { a, aCoded, hasWords } from './words/administration'

/** These hold the id of a unit, which says nothing to anybody. */
const UNITS = ['orgUnit', 'parent', 'fromParent', 'toParent', 'successor']
/** For whoever compares bytes or ids, not for reading. */
const SILENT = ['sha256', 'giver', 'taker']

type Told = [key: string, words: string]

const filled = ([, value]: [string, unknown]) =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length)

const isId = (value: unknown) => String(value).startsWith('uuid:')

/** Everything but units, in words. Pure. */
export const told = (details: Record<string, unknown>): Told[] =>
  Object.entries(details)
    .filter(filled)
    .filter(([key, value]) => !UNITS.includes(key) && !SILENT.includes(key) && !isId(value))
    .map(([key, value]) => [aCoded('detail', key), plain(key, value)])

function plain(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => aCoded('detail', String(each))).join(', ')
  if (typeof value === 'object') return reading(value as Record<string, unknown>)
  if (typeof value === 'boolean') return a(value ? 'audit.yes' : 'audit.no')
  const text = String(value)
  if (hasWords('reviewState', text)) return aCoded('reviewState', text)
  if (key === 'role') return coded('role', text as Role)
  if (key === 'level') return coded('level', text)
  return day(text)
}

const reading = (value: Record<string, unknown>): string =>
  'words' in value
    ? saidOf(value as unknown as Target)
    : told(value)
        .map(([name, words]) => `${name} ${words}`)
        .join(', ')

/** Of a decision about a divided commune, from and to are units too. */
const unitsIn = ({ action, details }: AuditLine): [string, string][] =>
  Object.entries(details)
    .filter(filled)
    .filter(
      ([key]) =>
        UNITS.includes(key) || (action === 'orgUnit.place' && ['from', 'to'].includes(key)),
    )
    .map(([key, value]) => [aCoded('detail', key), String(value)])

export function Details({ act }: { act: AuditLine }) {
  const units = unitsIn(act)
  const rest = Object.fromEntries(
    Object.entries(act.details).filter(
      ([key]) => !(act.action === 'orgUnit.place' && ['from', 'to'].includes(key)),
    ),
  )
  const parts: ComponentChildren[] = [
    ...told(rest).map(([name, words]) => `${name}: ${words}`),
    ...units.map(([name, id]) => (
      <a key={id} class="link" href={unitPath(id, today())}>
        {a('audit.open', { what: name })}
      </a>
    )),
  ]
  return (
    <span class="parts">
      {parts.map((part, nth) => (
        <span key={nth}>{part}</span>
      ))}
    </span>
  )
}
