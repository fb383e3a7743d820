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

/** By field; '' is what is no field's fault. */
const NOTHING_WRONG = { code: '', password: '', '': '' }

const missingWords = (code: string, password: string) => ({
  code: code ? '' : t('invitation.codeMissing'),
  password:
    password.length < SHORTEST_PASSWORD ? t('invitation.tooShort', { n: SHORTEST_PASSWORD }) : '',
})

function refusalWords(code: string): Partial<typeof NOTHING_WRONG> {
  const words = wordForCode('error', code)
  if (code === 'invitationOver') return { code: words }
  return code.startsWith('password') ? { password: words } : { '': words }
}

function AcceptInvitationForm() {
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState(NOTHING_WRONG)

  function tell(said: Partial<typeof wrong>): void {
    setWrong({ ...NOTHING_WRONG, ...said })
    const first = said.code ? 'code' : 'new-password'
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }

  async function accept(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    const typed = password.normalize('NFC')
    const missing = missingWords(code.trim(), typed)
    if (missing.code || missing.password) return tell(missing)
    setBusy(true)
    const reply = await api.line.send<AcceptedInvitation>('POST', '/v1/invitations/accept', {
      code: code.trim(),
      password: typed,
    })
    if (reply === 'unreachable' || !reply.ok) {
      setBusy(false)
      return tell(refusalWords(reply === 'unreachable' ? reply : reply.code))
    }
    const refused = await signIn({ api, store, vaults }, reply.body.email, typed)
    setBusy(false)
    if (refused) setWrong({ ...NOTHING_WRONG, '': wordForCode('error', refused) })
    // Signed in or not, the code is used up: what follows is the first screen.
    replaceRoute(paths.home())
  }

  return (
    <form ref={form} class="form" onSubmit={(event) => void accept(event)} noValidate>
      <p>{t('invitation.say')}</p>
      <NetworkChip />
      <InvitationCodeField code={code} wrong={wrong.code} onCode={setCode} />
      <NewPasswordField password={password} wrong={wrong.password} onPassword={setPassword} />
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

interface InvitationCodeProps {
  code: string
  wrong: string
  onCode(code: string): void
}

const InvitationCodeField = ({ code, wrong, onCode }: InvitationCodeProps) => (
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
      aria-invalid={wrong ? true : undefined}
      aria-describedby={wrong ? 'invitation-code-problem' : undefined}
      onInput={(event) => onCode(event.currentTarget.value)}
    />
    {wrong && <ProblemBox id="invitation-code-problem" text={wrong} />}
  </div>
)

interface NewPasswordProps {
  password: string
  wrong: string
  onPassword(password: string): void
}

function NewPasswordField({ password, wrong, onPassword }: NewPasswordProps) {
  const [shown, setShown] = useState(true)
  return (
    <>
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
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`invitation-hint${wrong ? ' invitation-password-problem' : ''}`}
          onInput={(event) => onPassword(event.currentTarget.value)}
        />
        {wrong && <ProblemBox id="invitation-password-problem" text={wrong} />}
      </div>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        <span>{t('signIn.show')}</span>
      </label>
    </>
  )
}
