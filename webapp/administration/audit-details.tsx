// What an act changed, in words: days and reasons as people read them, units as a way to them. Codes
// that have no words yet are shown as they are.

import type { ComponentChildren } from 'preact'
import type { Role } from '../api/wire'
import { today } from '../clock'
import { printedDay } from '../words/printed'
import { targetReadingText } from './targets'
import { unitPath } from './units'
import type { AuditLine, Target } from './wire'
import { hasWordForCode, t, wordForCode } from './words'

/** These hold the id of a unit, which says nothing to anybody. */
const UNIT_ID_KEYS = ['orgUnit', 'parent', 'fromParent', 'toParent', 'successor']
/** For whoever compares bytes or ids, not for reading. */
const UNREADABLE_KEYS = ['sha256', 'giver', 'taker']

type DetailWords = [key: string, words: string]

const hasDetailValue = ([, value]: [string, unknown]) =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length)

const isUuidValue = (value: unknown) => String(value).startsWith('uuid:')

/** Everything but units, in words. Pure. */
export const detailsInWords = (details: Record<string, unknown>): DetailWords[] =>
  Object.entries(details)
    .filter(hasDetailValue)
    .filter(
      ([key, value]) =>
        !UNIT_ID_KEYS.includes(key) && !UNREADABLE_KEYS.includes(key) && !isUuidValue(value),
    )
    .map(([key, value]) => [wordForCode('detail', key), detailValueText(key, value)])

function detailValueText(key: string, value: unknown): string {
  if (Array.isArray(value))
    return value.map((each) => wordForCode('detail', String(each))).join(', ')
  if (typeof value === 'object') return nestedDetailText(value as Record<string, unknown>)
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
  const text = String(value)
  if (hasWordForCode('reviewState', text)) return wordForCode('reviewState', text)
  if (key === 'role') return wordForCode('role', text as Role)
  if (key === 'level') return wordForCode('level', text)
  return printedDay(text)
}

const nestedDetailText = (value: Record<string, unknown>): string =>
  'words' in value
    ? targetReadingText(value as unknown as Target)
    : detailsInWords(value)
        .map(([name, words]) => `${name} ${words}`)
        .join(', ')

/** Of a decision about a divided commune, from and to are units too. */
const unitIdsInDetails = ({ action, details }: AuditLine): [string, string][] =>
  Object.entries(details)
    .filter(hasDetailValue)
    .filter(
      ([key]) =>
        UNIT_ID_KEYS.includes(key) || (action === 'orgUnit.place' && ['from', 'to'].includes(key)),
    )
    .map(([key, value]) => [wordForCode('detail', key), String(value)])

export function AuditDetails({ act }: { act: AuditLine }) {
  const units = unitIdsInDetails(act)
  const rest = Object.fromEntries(
    Object.entries(act.details).filter(
      ([key]) => !(act.action === 'orgUnit.place' && ['from', 'to'].includes(key)),
    ),
  )
  const parts: ComponentChildren[] = [
    ...detailsInWords(rest).map(([name, words]) => `${name}: ${words}`),
    ...units.map(([name, id]) => (
      <a key={id} class="link" href={unitPath(id, today())}>
        {t('audit.open', { what: name })}
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
