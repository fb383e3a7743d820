// Where somebody who was invited types her code and sets her password, on her own phone. Nobody is
// signed in here; neither the code nor her name ever stands in the address.

import { useRef, useState } from 'preact/hooks'
import { NetworkChip } from '../components/chip'
import { StoreFaultBanner } from '../components/fault-banner'
import { LanguageChoice } from '../components/language-choice'
import { ProblemBox } from '../components/problem-box'
import { paths, replaceRoute } from '../router'
import { api, store, vaults } from '../state/phone'
import { signedInPerson, signIn } from '../state/session'
import { t, wordForCode } from '../words'
import './words/invitation'

export const InvitationScreen = () => (
  <div class="app">
    <div class="band" />
    <StoreFaultBanner />
    <main class="main welcome">
      <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
      <h1>{t('invitation.title')}</h1>
      {signedInPerson.value ? <SomebodyElseSignedIn /> : <AcceptInvitationForm />}
      <LanguageChoice />
    </main>
  </div>
)

const SomebodyElseSignedIn = () => (
  <>
    <p class="box">{t('invitation.somebody', { name: signedInPerson.value?.displayName ?? '' })}</p>
    <a class="button button--main" href={paths.account()}>
      {t('invitation.leave')}
    </a>
  </>
)

/** As the server asks; it has the last word. */
const SHORTEST_PASSWORD = 10

interface AcceptedInvitation {
  email: string
}

function AcceptInvitationForm() {
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(true)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState({ code: '', password: '', '': '' })

  function tell(said: Partial<typeof wrong>): void {
    setWrong({ code: '', password: '', '': '', ...said })
    const first = said.code ? 'code' : 'new-password'
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }

  async function accept(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    const typed = password.normalize('NFC')
    if (!code.trim() || typed.length < SHORTEST_PASSWORD)
      return tell({
        code: code.trim() ? '' : t('invitation.codeMissing'),
        password:
          typed.length < SHORTEST_PASSWORD
            ? t('invitation.tooShort', { n: SHORTEST_PASSWORD })
            : '',
      })
    setBusy(true)
    const reply = await api.line.send<AcceptedInvitation>('POST', '/v1/invitations/accept', {
      code: code.trim(),
      password: typed,
    })
    if (reply === 'unreachable' || !reply.ok) {
      setBusy(false)
      const said = reply === 'unreachable' ? reply : reply.code
      const words = wordForCode('error', said)
      if (said === 'invitationOver') return tell({ code: words })
      return tell(said.startsWith('password') ? { password: words } : { '': words })
    }
    const refused = await signIn({ api, store, vaults }, reply.body.email, typed)
    setBusy(false)
    if (refused) setWrong({ code: '', password: '', '': wordForCode('error', refused) })
    // Signed in or not, the code is used up: what follows is the first screen.
    replaceRoute(paths.home())
  }

  return (
    <form ref={form} class="form" onSubmit={(event) => void accept(event)} noValidate>
      <p>{t('invitation.say')}</p>
      <NetworkChip />
      <div class="field">
        <label class="field__label" for="invitation-code">
          {t('invitation.code')}
        </label>
        <input
          id="invitation-code"
          class="input input--code"
          name="code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          value={code}
          aria-invalid={wrong.code ? true : undefined}
          aria-describedby={wrong.code ? 'invitation-code-problem' : undefined}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        {wrong.code && <ProblemBox id="invitation-code-problem" text={wrong.code} />}
      </div>
      <div class="field">
        <label class="field__label" for="invitation-password">
          {t('invitation.password')}
        </label>
        <p class="soft" id="invitation-hint">
          {t('invitation.hint', { n: SHORTEST_PASSWORD })}
        </p>
        <input
          id="invitation-password"
          class="input"
          name="new-password"
          {...(shown ? { type: 'text' as const } : { type: 'password' as const })}
          autocomplete="new-password"
          autocapitalize="none"
          spellcheck={false}
          value={password}
          aria-invalid={wrong.password ? true : undefined}
          aria-describedby={`invitation-hint${wrong.password ? ' invitation-password-problem' : ''}`}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        {wrong.password && <ProblemBox id="invitation-password-problem" text={wrong.password} />}
      </div>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        <span>{t('signIn.show')}</span>
      </label>
      <p class="problem" role="alert" hidden={!wrong['']}>
        {wrong['']}
      </p>
      <button type="submit" class="button button--main" aria-disabled={busy}>
        {t(busy ? 'invitation.busy' : 'invitation.do')}
      </button>
      <p class="soft">{t('invitation.lost')}</p>
    </form>
  )
}
