// Whoever forgot her PIN: the network, her password, and then a new one.

import { useRef, useState } from 'preact/hooks'
import { PasswordField } from '../../components/password-field'
import { SignInForm } from '../../components/sign-in-form'
import { api, store, vaults } from '../../state/phone'
import { type KnownAccount, recoverProof, sessionOwnerId, unlockVault } from '../../state/session'
import type { VaultProof } from '../../vault/vault-row'
import { t, wordForCode } from '../../words'
import '../words/vault'
import { NewSecretForm } from './new-secret'

export function ForgottenSecret({ who, onBack }: { who: KnownAccount; onBack(): void }) {
  const [proof, setProof] = useState<VaultProof | null>(null)
  if (proof)
    return <NewSecretForm onSaid={(secret) => unlockVault({ store, vaults }, who, proof, secret)} />
  return (
    <>
      <p class="welcome__say">{t('forgot.say')}</p>
      {sessionOwnerId.value === who.id ? (
        <RecoveryPasswordForm who={who} onProof={setProof} />
      ) : (
        <>
          <p>{t('forgot.signInFirst')}</p>
          <SignInForm />
        </>
      )}
      <button type="button" class="button button--quiet" onClick={onBack}>
        {t('forgot.back')}
      </button>
    </>
  )
}

function RecoveryPasswordForm({
  who,
  onProof,
}: {
  who: KnownAccount
  onProof(proof: VaultProof): void
}) {
  const field = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const said = await recoverProof({ api, vaults }, who, field.current?.value ?? '')
    setBusy(false)
    if (typeof said !== 'string') return onProof(said)
    if (said === 'signedOut' || said === '401.2') sessionOwnerId.value = 0
    setCode(said)
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <PasswordField label={t('forgot.password')} field={field} problem="forgot-problem" />
      <p id="forgot-problem" class="problem" role="alert" hidden={!code}>
        {code && wordForCode('error', code)}
      </p>
      <button type="submit" class="button button--main" aria-disabled={busy}>
        {t(busy ? 'unlock.busy' : 'forgot.do')}
      </button>
    </form>
  )
}
