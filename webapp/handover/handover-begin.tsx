// The first confirmation: to whom, and what goes along. By whoever leaves, or in her place.

import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Handover, Person } from '../api/wire'
import { ProblemBox } from '../components/problem-box'
import { refusalCode } from '../components/served'
import type { AppPorts } from '../ports'
import { draftsToHandOver, offerHandover, sendDrafts } from './handover'
import { DraftChoice } from './handover-drafts'
import { t, wordForCode } from './words'

export type AssignedUnit = Person['assignments'][number]['orgUnit']

interface HandoverOfferProps {
  ports: AppPorts
  /** Where she reports. */
  units: Pick<AssignedUnit, 'id' | 'name'>[]
  /** The giver in whose place a supervisor acts. */
  giverId?: number
  onDone(made: Handover, problem: string): void
}

export function HandoverOfferForm({ ports, units, giverId, onDone }: HandoverOfferProps) {
  const [unit, setUnit] = useState(units[0]?.id ?? '')
  const [login, setLogin] = useState('')
  const [left, setLeft] = useState(new Set<string>())
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const drafts = giverId ? [] : draftsToHandOver(ports)
  const name = giverId ? `handover-login-${giverId}` : 'handover-login'

  function tell(words: string): void {
    setBusy(false)
    setWrong(words)
    field.current?.focus()
  }

  async function begin(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    if (!login.trim()) return tell(t('handover.loginMissing'))
    setBusy(true)
    const said = { orgUnitId: unit, taker: login.trim(), ...(giverId ? { giverId } : {}) }
    const reply = await offerHandover(ports, said)
    if (reply === 'unreachable') return tell(wordForCode('error', reply))
    if (!reply.ok) return tell(wordForCode('error', refusalCode(reply)))
    const chosen = drafts.filter(({ id }) => !left.has(id))
    const code = chosen.length ? await sendDrafts(ports, reply.body.id, chosen) : ''
    setBusy(false)
    onDone(reply.body, code && t('handover.draftsFailed', { why: wordForCode('error', code) }))
  }

  return (
    <form class="form" onSubmit={(event) => void begin(event)} noValidate>
      {units.length > 1 && <UnitTicks units={units} chosen={unit} onChoose={setUnit} />}
      <TakerField name={name} field={field} login={login} wrong={wrong} onLogin={setLogin} />
      <DraftChoice drafts={drafts} left={left} onChange={setLeft} />
      <button type="submit" class="button" aria-disabled={busy}>
        {t(busy ? 'handover.busy' : 'handover.do')}
      </button>
    </form>
  )
}

interface UnitTicksProps {
  units: HandoverOfferProps['units']
  chosen: string
  onChoose(id: string): void
}

const UnitTicks = ({ units, chosen, onChoose }: UnitTicksProps) => (
  <fieldset class="field pair--plain">
    <legend class="field__label">{t('handover.unit')}</legend>
    {units.map(({ id, name: called }) => (
      <label key={id} class="tick">
        <input type="radio" name="unit" checked={id === chosen} onChange={() => onChoose(id)} />
        <span>{called}</span>
      </label>
    ))}
  </fieldset>
)

interface TakerFieldProps {
  /** Of its element, for labels. */
  name: string
  field: RefObject<HTMLInputElement | null>
  login: string
  wrong: string
  onLogin(login: string): void
}

/** By what the new leader signs in. */
const TakerField = ({ name, field, login, wrong, onLogin }: TakerFieldProps) => (
  <div class="field">
    <label class="field__label" for={name}>
      {t('handover.login')}
    </label>
    <p class="soft" id={`${name}-hint`}>
      {t('handover.loginHint')}
    </p>
    <input
      ref={field}
      id={name}
      class="input"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      maxLength={120}
      value={login}
      aria-invalid={wrong ? true : undefined}
      aria-describedby={`${name}-hint${wrong ? ` ${name}-problem` : ''}`}
      onInput={(event) => onLogin(event.currentTarget.value)}
    />
    <div role="alert">{wrong && <ProblemBox id={`${name}-problem`} text={wrong} />}</div>
  </div>
)
