// A form of administration. Its one rule: what is typed stays until the server has kept it, also
// when saving fails or when she looks elsewhere in between.

import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Reply } from '../api/client'
import { refusalCode } from '../components/served'
import { ownEntry } from '../entries'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { signedInPerson } from '../state/session'
import type { ApiLine } from './asked'
import { wordForCode } from './words'

export type FormValues = Record<string, string>
/** What is wrong, in words, by field; '' is the form as a whole. */
export type FieldErrors<V> = Partial<Record<(keyof V & string) | '', string>>

interface FormOptions<V extends FormValues, T> {
  /** Under this what is typed waits for her return. Never somebody's name. */
  name: string
  first: V
  check(values: V): FieldErrors<V>
  send(line: ApiLine, values: V): Promise<Reply<T>>
  done(body: T): void
}

export interface FormState<V extends FormValues> {
  /** Before the ids of its fields: two forms of a kind may stand on one page. */
  id: string
  values: V
  wrong: FieldErrors<V>
  busy: boolean
  say(field: keyof V & string, text: string): void
  submit(event?: Event): void
  /** For the form element: where the first wrong field is looked for. */
  at: { current: HTMLFormElement | null }
}

const unsavedFormValues = new Map<string, FormValues>()

// Somebody else may sit here next.
signedInPerson.subscribe((who) => {
  if (!who) unsavedFormValues.clear()
})

export function useForm<V extends FormValues, T>(form: FormOptions<V, T>): FormState<V> {
  const { name, first, check, send, done } = form
  const { api } = usePorts()
  const [values, setValues] = useState<V>({
    ...first,
    ...(unsavedFormValues.get(name) as V | undefined),
  })
  const [judged, setJudged] = useState(false)
  const [refused, setRefused] = useState<FieldErrors<V>>({})
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
      unsavedFormValues.delete(name)
      return done(reply.body)
    }
    setRefused(refusalFieldErrors(reply, values))
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
      unsavedFormValues.set(name, next)
      setValues(next)
      setRefused(({ [field]: _, '': __, ...rest }) => rest as FieldErrors<V>)
    },
    submit(event) {
      event?.preventDefault()
      if (busy) return
      setJudged(true)
      setRefused({})
      if (Object.values(own).some(Boolean)) setTries((before) => before + 1)
      else deliver().catch(reportFault)
    },
  }
}

/** Which field the server means by a code: the first of these that the form has. */
const FIELDS_BY_ERROR_CODE: Record<string, string[]> = {
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
export function fieldOfRefusal(
  code: string,
  details: Record<string, unknown>,
  fields: string[],
): string {
  const places = Array.isArray(details.places) ? details.places : []
  const named = places.map((place) => String(place).split('.').pop() ?? '')
  const meant = [
    ...(code === 'invalid' ? named : []),
    ...(ownEntry(FIELDS_BY_ERROR_CODE, code) ?? []),
  ]
  return meant.find((field) => fields.includes(field)) ?? ''
}

function refusalFieldErrors<V extends FormValues>(
  reply: Reply<unknown>,
  values: V,
): FieldErrors<V> {
  if (reply === 'unreachable') return { '': wordForCode('error', 'unreachable') } as FieldErrors<V>
  if (reply.ok) return {}
  const where = fieldOfRefusal(reply.code, reply.details, Object.keys(values))
  return { [where]: wordForCode('error', refusalCode(reply)) } as FieldErrors<V>
}
