// Why a record goes back or is not approved. A reason is required: its writer must know what to do.

import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isWideScreen } from '../components/desk'
import { t, type WordKey } from './words'

const QUICK_REASONS: WordKey[] = ['reason.numbers', 'reason.photo', 'reason.date', 'reason.twice']
const SHORTEST_REASON = 5

interface ReasonSheetProps {
  state: 'hasIssues' | 'rejected'
  busy: boolean
  /** How many remarks at questions go with it. */
  remarks: number
  onGive(reason: string): void
  onClose(): void
}

export function ReasonSheet({ state, busy, remarks, onGive, onClose }: ReasonSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const goes = state === 'hasIssues' && remarks > 0
  const [reason, setReason] = useState(goes ? t('reason.remarks', { n: remarks }) : '')
  const [judged, setJudged] = useState(false)
  const short = reason.trim().length < SHORTEST_REASON
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // On a phone the keyboard would cover the reasons that need no typing.
    if (isWideScreen.value) field.current?.focus()
    return () => shown?.close()
  }, [])

  function give(event: Event): void {
    event.preventDefault()
    setJudged(true)
    if (!short && !busy) onGive(reason.trim())
  }

  function choose(quick: WordKey): void {
    setReason(t(quick))
    if (isWideScreen.value) field.current?.focus()
  }

  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="sheet-title" onClose={onClose}>
      <form class="stack" onSubmit={give}>
        <h2 id="sheet-title">{t(`reason.title.${state}`)}</h2>
        <p class="soft">{t(`reason.say.${state}`)}</p>
        <QuickReasons onChoose={choose} />
        <ReasonField
          field={field}
          reason={reason}
          wrong={judged && short}
          onReason={setReason}
          onGive={give}
        />
        <p id="reason-problem" class="problem" role="alert" hidden={!judged || !short}>
          {t('reason.required')}
        </p>
        <div class="pair">
          <button type="button" class="button" onClick={onClose}>
            {t('act.cancel')}
          </button>
          <button type="submit" class="button button--red button--filled" aria-disabled={busy}>
            {t(`reason.do.${state}`)}
          </button>
        </div>
      </form>
    </dialog>
  )
}

const QuickReasons = ({ onChoose }: { onChoose(key: WordKey): void }) => (
  <div class="quick">
    {QUICK_REASONS.map((key) => (
      <button key={key} type="button" class="option option--inline" onClick={() => onChoose(key)}>
        {t(key)}
      </button>
    ))}
  </div>
)

interface ReasonFieldProps {
  field: RefObject<HTMLTextAreaElement | null>
  reason: string
  wrong: boolean
  onReason(reason: string): void
  onGive(event: Event): void
}

const ReasonField = ({ field, reason, wrong, onReason, onGive }: ReasonFieldProps) => (
  <label class="field">
    <span class="field__label">{t('reason.label')}</span>
    <textarea
      ref={field}
      class="input"
      rows={3}
      value={reason}
      aria-required="true"
      aria-invalid={wrong}
      aria-describedby="reason-problem"
      onInput={(event) => onReason(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onGive(event)
      }}
    />
    {isWideScreen.value && <span class="soft">{t('reason.keys')}</span>}
  </label>
)
