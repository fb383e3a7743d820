// What is wrong at one question, said beside it.

import { useEffect, useRef, useState } from 'preact/hooks'
import { isWideScreen } from '../components/desk'
import { Prose } from '../components/prose'
import { t } from './words'

const LONGEST_REMARK = 1000

interface RemarkSheetProps {
  label: string
  answer: string
  before: string
  onSay(text: string): void
  onClose(): void
}

export function RemarkSheet({ label, answer, before, onSay, onClose }: RemarkSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(before)
  const [judged, setJudged] = useState(false)
  const empty = !text.trim()
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    field.current?.focus()
    return () => shown?.close()
  }, [])

  function say(event: Event): void {
    event.preventDefault()
    setJudged(true)
    if (!empty) onSay(text)
  }

  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="remark-title" onClose={onClose}>
      <form class="stack" onSubmit={say}>
        <h2 id="remark-title">{t('remark.title')}</h2>
        <p>
          <Prose text={label} />: <strong>{answer || '–'}</strong>
        </p>
        <label class="field">
          <span class="field__label">{t('remark.label')}</span>
          <textarea
            ref={field}
            class="input"
            rows={3}
            maxLength={LONGEST_REMARK}
            value={text}
            aria-required="true"
            aria-invalid={judged && empty}
            aria-describedby="remark-problem"
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) say(event)
            }}
          />
          {isWideScreen.value && <span class="soft">{t('remark.keys')}</span>}
        </label>
        <p id="remark-problem" class="problem" role="alert" hidden={!judged || !empty}>
          {t('remark.required')}
        </p>
        <div class="pair">
          <button type="button" class="button" onClick={before ? () => onSay('') : onClose}>
            {t(before ? 'remark.drop' : 'act.cancel')}
          </button>
          <button type="submit" class="button button--main">
            {t('remark.keep')}
          </button>
        </div>
      </form>
    </dialog>
  )
}
