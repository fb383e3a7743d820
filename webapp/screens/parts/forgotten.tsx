// Whoever forgot her PIN: the network, her password, and then a new one.

import { useRef, useState } from 'preact/hooks'
import { PasswordField } from '../../components/password-field'
import { SignInForm } from '../../components/sign-in-form'
import { api, store, vaults } from '../../state/phone'
import { type Account, recovered, sessionOf, unlock } from '../../state/session'
import type { Proof } from '../../vault/vault'
import { coded } from '../../words'
import { v } from '../../words/vault'
import { NewSecret } from './new-secret'

export function Forgotten({ who, onBack }: { who: Account; onBack(): void }) {
  const [proof, setProof] = useState<Proof | null>(null)
  if (proof) return <NewSecret onSaid={(secret) => unlock({ store, vaults }, who, proof, secret)} />
  return (
    <>
      <p class="welcome__say">{v('forgot.say')}</p>
      {sessionOf.value === who.id ? (
        <Password who={who} onProof={setProof} />
      ) : (
        <>
          <p>{v('forgot.signInFirst')}</p>
          <SignInForm />
        </>
      )}
      <button type="button" class="button button--quiet" onClick={onBack}>
        {v('forgot.back')}
      </button>
    </>
  )
}

function Password({ who, onProof }: { who: Account; onProof(proof: Proof): void }) {
  const field = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const said = await recovered({ api, vaults }, who, field.current?.value ?? '')
    setBusy(false)
    if (typeof said !== 'string') return onProof(said)
    if (said === 'signedOut' || said === '401.2') sessionOf.value = 0
    setCode(said)
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <PasswordField label={v('forgot.password')} field={field} problem="forgot-problem" />
      <p id="forgot-problem" class="problem" role="alert" hidden={!code}>
        {code && coded('error', code)}
      </p>
      <button type="submit" class="button button--main" aria-disabled={busy}>
        {v(busy ? 'unlock.busy' : 'forgot.do')}
      </button>
    </form>
  )
}
