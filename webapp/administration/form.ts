// A form of administration. Its one rule: what is typed stays until the server has kept it, also
// when saving fails or when she looks elsewhere in between.

import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Reply } from '../api/client'
import { refusal } from '../components/served'
import { useDoors } from '../ports'
import { notice } from '../state/fault'
import { person } from '../state/session'
import { coded } from '../words'
import type { Line } from './asked'

export type Values = Record<string, string>
/** What is wrong, in words, by field; '' is the form as a whole. */
export type Wrong<V> = Partial<Record<(keyof V & string) | '', string>>

interface Form<V extends Values, T> {
  /** Under this what is typed waits for her return. Never somebody's name. */
  name: string
  first: V
  check(values: V): Wrong<V>
  send(line: Line, values: V): Promise<Reply<T>>
  done(body: T): void
}

export interface Filled<V extends Values> {
  /** Before the ids of its fields: two forms of a kind may stand on one page. */
  id: string
  values: V
  wrong: Wrong<V>
  busy: boolean
  say(field: keyof V & string, text: string): void
  submit(event?: Event): void
  /** For the form element: where the first wrong field is looked for. */
  at: { current: HTMLFormElement | null }
}

const waiting = new Map<string, Values>()

// Somebody else may sit here next.
person.subscribe((who) => {
  if (!who) waiting.clear()
})

export function useForm<V extends Values, T>(form: Form<V, T>): Filled<V> {
  const { name, first, check, send, done } = form
  const { api } = useDoors()
  const [values, setValues] = useState<V>({ ...first, ...(waiting.get(name) as V | undefined) })
  const [judged, setJudged] = useState(false)
  const [refused, setRefused] = useState<Wrong<V>>({})
  const [busy, setBusy] = useState(false)
  const [tries, setTries] = useState(0)
  const at = useRef<HTMLFormElement>(null)
  const id = useId()
  const own = check(values)
  const wrong = { ...(judged ? own : {}), ...refused }

  useEffect(() => {
    const place = at.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')
    if (tries) place?.focus()
  }, [tries])

  async function deliver(): Promise<void> {
    setBusy(true)
    const reply = await send(api.line, values)
    setBusy(false)
    if (reply !== 'unreachable' && reply.ok) {
      waiting.delete(name)
      return done(reply.body)
    }
    setRefused(saidOf(reply, values))
    setTries((before) => before + 1)
  }

  return {
    id,
    values,
    wrong,
    busy,
    at,
    say(field, text) {
      const next = { ...values, [field]: text }
      waiting.set(name, next)
      setValues(next)
      setRefused(({ [field]: _, '': __, ...rest }) => rest as Wrong<V>)
    },
    submit(event) {
      event?.preventDefault()
      if (busy) return
      setJudged(true)
      setRefused({})
      if (Object.values(own).some(Boolean)) setTries((before) => before + 1)
      else deliver().catch(notice)
    },
  }
}

/** Which field the server means by a code: the first of these that the form has. */
const MEANT: Record<string, string[]> = {
  '404.1': ['formerParentId'],
  assignmentStands: ['orgUnitId'],
  changeTooEarly: ['validFrom', 'closedOn'],
  codeTaken: ['code'],
  dayTooFar: ['validFrom', 'closedOn'],
  daysWrong: ['validTo', 'validFrom'],
  invitationOver: ['code'],
  loginForm: ['email'],
  loginTaken: ['email'],
  nameTaken: ['name'],
  notASuccessor: ['parentId', 'formerParentId'],
  noSuchPeriod: ['period'],
  numberWrong: ['value'],
  passwordCommon: ['password'],
  passwordIsLogin: ['password'],
  passwordTooLong: ['password'],
  passwordTooShort: ['password'],
  readingStands: ['sourceLine'],
  targetBoth: ['value'],
  targetEmpty: ['value'],
  thresholdKind: ['threshold'],
  unitLevel: ['level', 'parentId'],
  nothingChanges: ['name', 'parentId'],
  unitNotThere: ['parentId', 'successorId', 'orgUnitId', 'formerParentId'],
}

/** What the server objects to, at the field that it means or at the form as a whole. Pure. */
export function refusedAt(
  code: string,
  details: Record<string, unknown>,
  fields: string[],
): string {
  const places = Array.isArray(details.places) ? details.places : []
  const named = places.map((place) => String(place).split('.').pop() ?? '')
  const meant = [...(code === 'invalid' ? named : []), ...(MEANT[code] ?? [])]
  return meant.find((field) => fields.includes(field)) ?? ''
}

function saidOf<V extends Values>(reply: Reply<unknown>, values: V): Wrong<V> {
  if (reply === 'unreachable') return { '': coded('error', 'unreachable') } as Wrong<V>
  if (reply.ok) return {}
  const where = refusedAt(reply.code, reply.details, Object.keys(values))
  return { [where]: coded('error', refusal(reply)) } as Wrong<V>
}
