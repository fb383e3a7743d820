// Choosing a PIN or a passphrase: what each protects is said before it is chosen.

import { useRef, useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { reportFault } from '../../state/fault'
import { findWeakness } from '../../vault/secrets'
import type { UnlockOutcome } from '../../vault/vault-row'
import { t, type WordKey } from '../../words'
import '../words/vault'
import { SecretInput } from './secret-field'

interface NewSecretFormProps {
  /** Its button; locking where nothing is said. */
  word?: WordKey
  /** Where she must show the one in use first. */
  current?: { digits: boolean } | undefined
  onSaid(secret: string, current: string): Promise<UnlockOutcome>
}

const SECRET_REFUSAL_KEYS: Partial<Record<UnlockOutcome, WordKey>> = {
  wrong: 'lock.wrong',
  wait: 'lock.wait',
  noNetworkYet: 'lock.noNetworkYet',
  signIn: 'unlock.signedOut',
}

export function NewSecretForm({ word = 'lock.do', current, onSaid }: NewSecretFormProps) {
  const [digits, setDigits] = useState(true)
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<WordKey | ''>('')
  const before = useRef<HTMLInputElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)

  function choose(byDigits: boolean): void {
    setDigits(byDigits)
    setWrong('')
  }

  function refused(): WordKey | '' {
    const said = first.current?.value ?? ''
    const plain = said.normalize('NFKC').trim()
    if (digits && !/^\d*$/.test(plain)) return 'lock.onlyDigits'
    // Nothing but digits is a PIN, however many letters were promised.
    const weak = findWeakness(said)
    if (weak) return `lock.${!digits && weak === 'tooShort' ? 'wordsTooShort' : weak}`
    return said === second.current?.value ? '' : 'lock.notSame'
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    const problem = refused()
    setWrong(problem)
    if (problem) return first.current?.focus()
    setBusy(true)
    const tried = await onSaid(first.current?.value ?? '', before.current?.value ?? '').finally(
      () => setBusy(false),
    )
    if (tried !== 'open') setWrong(SECRET_REFUSAL_KEYS[tried] ?? 'unlock.broken')
  }

  return (
    <form
      class="form"
      autocomplete="off"
      noValidate
      onSubmit={(event) => void submit(event).catch(failed)}
    >
      <fieldset class="stack">
        <legend class="field__label">{t('lock.kind')}</legend>
        <SecretKindOption
          on={digits}
          say="lock.pin"
          why="lock.pinSays"
          onChoice={() => choose(true)}
        />
        <SecretKindOption
          on={!digits}
          say="lock.wordsKind"
          why="lock.wordsSays"
          onChoice={() => choose(false)}
        />
      </fieldset>
      {current && (
        <div class="field">
          <label class="field__label" for="before">
            {t('lock.current')}
          </label>
          <SecretInput id="before" field={before} digits={current.digits} shown={shown} />
        </div>
      )}
      <div class="field">
        <label class="field__label" for="new-secret">
          {t(digits ? 'lock.newPin' : 'lock.newWords')}
        </label>
        <SecretInput
          id="new-secret"
          field={first}
          digits={digits}
          shown={shown}
          describedBy="lock-problem"
          wrong={Boolean(wrong)}
        />
      </div>
      <div class="field">
        <label class="field__label" for="again">
          {t('lock.again')}
        </label>
        <SecretInput id="again" field={second} digits={digits} shown={shown} />
      </div>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        <span>{t('lock.show')}</span>
      </label>
      <p id="lock-problem" class="problem" role="alert" hidden={!wrong}>
        {wrong && t(wrong)}
      </p>
      <button type="submit" class="button button--main" aria-disabled={busy}>
        <Icon name="lock" />
        {t(busy ? 'lock.busy' : word)}
      </button>
    </form>
  )

  function failed(error: unknown): void {
    setWrong('unlock.broken')
    reportFault(error)
  }
}

interface SecretKindProps {
  on: boolean
  say: WordKey
  why: WordKey
  onChoice(): void
}

const SecretKindOption = ({ on, say, why, onChoice }: SecretKindProps) => (
  <label class="kind-of-lock">
    <input type="radio" name="kind" checked={on} onChange={onChoice} />
    <span>
      <strong>{t(say)}</strong>
      <span class="soft">{t(why)}</span>
    </span>
  </label>
)
