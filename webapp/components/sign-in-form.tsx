// Name and password. Used on the first screen, and again when the server asks who is there.

import { useRef, useState } from 'preact/hooks'
import { api, store, vaults } from '../state/phone'
import { signIn } from '../state/session'
import { t, wordForCode } from '../words'
import { PasswordField } from './password-field'

export function SignInForm({ onDone }: { onDone?: () => void }) {
  const login = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const said = await signIn(
      { api, store, vaults },
      login.current?.value ?? '',
      password.current?.value ?? '',
    )
    setBusy(false)
    setCode(said)
    if (!said) onDone?.()
    else login.current?.focus()
  }

  return (
    <form class="form" onSubmit={submit}>
      <label class="field">
        <span class="field__label">{t('signIn.login')}</span>
        <input
          ref={login}
          class="input"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          aria-describedby="sign-in-problem"
        />
      </label>
      <PasswordField label={t('signIn.password')} field={password} />
      <p id="sign-in-problem" class="problem" role="alert" hidden={!code}>
        {code && wordForCode('error', code)}
      </p>
      <button type="submit" class="button button--main" aria-disabled={busy}>
        {t(busy ? 'signIn.busy' : 'signIn.do')}
      </button>
    </form>
  )
}
