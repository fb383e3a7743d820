// Choosing a PIN or a passphrase: what each protects is said before it is chosen.

import type { RefObject } from 'preact'
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

/** What is wrong with what she chose, '' when it protects. */
function weaknessWord(digits: boolean, secret: string, again: string): WordKey | '' {
  const plain = secret.normalize('NFKC').trim()
  if (digits && !/^\d*$/.test(plain)) return 'lock.onlyDigits'
  // Nothing but digits is a PIN, however many letters were promised.
  const weak = findWeakness(secret)
  if (weak) return `lock.${!digits && weak === 'tooShort' ? 'wordsTooShort' : weak}`
  return secret === again ? '' : 'lock.notSame'
}

export function NewSecretForm({ word = 'lock.do', current, onSaid }: NewSecretFormProps) {
  const [digits, setDigits] = useState(true)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<WordKey | ''>('')
  const fields: SecretFields = {
    before: useRef<HTMLInputElement>(null),
    first: useRef<HTMLInputElement>(null),
    second: useRef<HTMLInputElement>(null),
  }
  const typed = (name: keyof SecretFields) => fields[name].current?.value ?? ''

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    const problem = weaknessWord(digits, typed('first'), typed('second'))
    setWrong(problem)
    if (problem) return fields.first.current?.focus()
    setBusy(true)
    const tried = await onSaid(typed('first'), typed('before')).finally(() => setBusy(false))
    if (tried !== 'open') setWrong(SECRET_REFUSAL_KEYS[tried] ?? 'unlock.broken')
  }

  function failed(error: unknown): void {
    setWrong('unlock.broken')
    reportFault(error)
  }

  return (
    <form
      class="form"
      autocomplete="off"
      noValidate
      onSubmit={(event) => void submit(event).catch(failed)}
    >
      <SecretKindChoice
        digits={digits}
        onChoice={(byDigits) => {
          setDigits(byDigits)
          setWrong('')
        }}
      />
      <NewSecretFields fields={fields} digits={digits} current={current} wrong={Boolean(wrong)} />
      <p id="lock-problem" class="problem" role="alert" hidden={!wrong}>
        {wrong && t(wrong)}
      </p>
      <button type="submit" class="button button--main" aria-disabled={busy}>
        <Icon name="lock" />
        {t(busy ? 'lock.busy' : word)}
      </button>
    </form>
  )
}

interface SecretKindChoiceProps {
  digits: boolean
  onChoice(byDigits: boolean): void
}

const SecretKindChoice = ({ digits, onChoice }: SecretKindChoiceProps) => (
  <fieldset class="stack">
    <legend class="field__label">{t('lock.kind')}</legend>
    <SecretKindOption
      on={digits}
      say="lock.pin"
      why="lock.pinSays"
      onChoice={() => onChoice(true)}
    />
    <SecretKindOption
      on={!digits}
      say="lock.wordsKind"
      why="lock.wordsSays"
      onChoice={() => onChoice(false)}
    />
  </fieldset>
)

/** The one in use, the new one, and the new one again. */
type SecretFields = Record<'before' | 'first' | 'second', RefObject<HTMLInputElement | null>>

interface NewSecretFieldsProps {
  fields: SecretFields
  digits: boolean
  current: NewSecretFormProps['current']
  wrong: boolean
}

function NewSecretFields({ fields, digits, current, wrong }: NewSecretFieldsProps) {
  const [shown, setShown] = useState(false)
  return (
    <>
      {current && (
        <div class="field">
          <label class="field__label" for="before">
            {t('lock.current')}
          </label>
          <SecretInput id="before" field={fields.before} digits={current.digits} shown={shown} />
        </div>
      )}
      <div class="field">
        <label class="field__label" for="new-secret">
          {t(digits ? 'lock.newPin' : 'lock.newWords')}
        </label>
        <SecretInput
          id="new-secret"
          field={fields.first}
          digits={digits}
          shown={shown}
          describedBy="lock-problem"
          wrong={wrong}
        />
      </div>
      <div class="field">
        <label class="field__label" for="again">
          {t('lock.again')}
        </label>
        <SecretInput id="again" field={fields.second} digits={digits} shown={shown} />
      </div>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        <span>{t('lock.show')}</span>
      </label>
    </>
  )
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
