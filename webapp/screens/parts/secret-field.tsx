// Her PIN or passphrase: large, hidden unless she wants to see it, told to nobody.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { t, type WordKey } from '../../words'
import '../words/vault'

interface SecretFieldProps {
  name: string
  digits: boolean
  waits: boolean
  busy: boolean
  /** Its button; opening where nothing is said. */
  word?: WordKey
  onSaid(secret: string): void
}

export function SecretField(props: SecretFieldProps) {
  const { name, digits, waits, busy, word = 'unlock.do', onSaid } = props
  const field = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!waits) field.current?.focus()
  }, [waits])
  function submit(event: Event): void {
    event.preventDefault()
    const said = field.current?.value ?? ''
    if (said && !busy && !waits) onSaid(said)
  }
  return (
    <form class="form" onSubmit={submit} autocomplete="off">
      <div class="field">
        <label class="field__label" for="secret">
          {name}
        </label>
        <SecretInput id="secret" field={field} digits={digits} shown={shown} waits={waits} />
      </div>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        <span>{t('unlock.show')}</span>
      </label>
      <button
        type="submit"
        class={`button button--${waits ? 'faded' : 'main'}`}
        aria-disabled={busy || waits}
      >
        <Icon name="lock" />
        {t(busy ? 'unlock.busy' : word)}
      </button>
    </form>
  )
}

interface SecretInputProps {
  id: string
  field?: { current: HTMLInputElement | null }
  digits: boolean
  shown: boolean
  waits?: boolean
  describedBy?: string
  wrong?: boolean
}

/** No browser keeps it, no keyboard learns it, no spelling service reads it. */
export const SecretInput = ({
  id,
  field,
  digits,
  shown,
  waits = false,
  describedBy,
  wrong = false,
}: SecretInputProps) => (
  <input
    ref={field as never}
    class={`input${digits ? ' input--pin' : ''}`}
    id={id}
    name={id}
    {...(shown ? { type: 'text' as const } : { type: 'password' as const })}
    inputMode={digits ? 'numeric' : 'text'}
    autocomplete="off"
    autocapitalize="none"
    spellcheck={false}
    readOnly={waits}
    aria-describedby={describedBy}
    aria-invalid={wrong}
    required
  />
)
