// Whose notebook it is, and the way in: her PIN or passphrase, her passkey, or by the network for
// whoever forgot. It says her name and nothing else of her.

import { useEffect, useRef, useState } from 'preact/hooks'
import { isClockWrong } from '../api/network'
import { currentMilliseconds, monotonicMilliseconds, today } from '../clock'
import { StoreFaultBanner } from '../components/fault-banner'
import { Icon } from '../components/icon'
import { LanguageChoice } from '../components/language-choice'
import { SignInForm } from '../components/sign-in-form'
import { askWhetherAway } from '../state/away'
import { reportFault } from '../state/fault'
import { api, store, vaults } from '../state/phone'
import { type KnownAccount, lockedAccount, unlockVault } from '../state/session'
import { askPasskey } from '../vault/passkey'
import { shutReasonOf, type UnlockOutcome, type Vault } from '../vault/vault-row'
import { t } from '../words'
import { dateText } from '../words/text'
import './words/vault'
import { ForgottenSecret } from './parts/forgotten'
import { SecretField } from './parts/secret-field'

const WAIT_TICK = 1_000
const ASK_AWAY_EVERY = 15_000

export function UnlockScreen() {
  const who = lockedAccount.value
  const [row, setRow] = useState<Vault | null>(null)
  const [forgot, setForgot] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const look = () =>
    who
      ? vaults
          .look(who.id)
          .then((found) => setRow(found ?? null))
          .catch(reportFault)
      : Promise.resolve()
  useEffect(() => {
    document.title = 'Sổ Thôn'
    void look()
  }, [who])
  useEffect(() => heading.current?.focus(), [forgot])
  const reason = row && shutReasonOf(row, currentMilliseconds())
  useAskWhetherAway(who, reason === 'away', look)
  if (!who) return null
  const said = reason === 'away' && isClockWrong.value ? 'clock' : reason
  return (
    <div class="app">
      <div class="band" />
      <StoreFaultBanner />
      <main class="main welcome">
        <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
        <h1 ref={heading} tabIndex={-1} class="welcome__name">
          {forgot ? t('forgot.title') : who.displayName}
        </h1>
        {reason ? (
          <>
            <p class="welcome__say" role="status">
              {t(`unlock.${said || reason}`, { day: dateText(today()) })}
            </p>
            <SignInForm onDone={() => void look()} />
          </>
        ) : forgot ? (
          <ForgottenSecret who={who} onBack={() => setForgot(false)} />
        ) : (
          row && <UnlockWays who={who} row={row} again={look} onForgot={() => setForgot(true)} />
        )}
        <button
          type="button"
          class="button button--quiet"
          onClick={() => (lockedAccount.value = null)}
        >
          {t('unlock.other')}
        </button>
        <LanguageChoice />
      </main>
    </div>
  )
}

/** Whether she was away, or the clock is wrong, the server knows: as soon as there is one. */
function useAskWhetherAway(
  who: KnownAccount | null,
  away: boolean,
  again: () => Promise<void>,
): void {
  useEffect(() => {
    if (!who || !away) return undefined
    const ask = () =>
      void askWhetherAway({ api, store, vaults }, who).then(again).catch(reportFault)
    ask()
    const asking = setInterval(ask, ASK_AWAY_EVERY)
    return () => clearInterval(asking)
  }, [who, away])
}

interface UnlockWaysProps {
  who: KnownAccount
  row: Vault
  again(): Promise<void>
  onForgot(): void
}

function useUnlocking({ who, row, again }: Omit<UnlockWaysProps, 'onForgot'>) {
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState('')
  const [turn, setTurn] = useState(0)

  async function tell(tried: Promise<UnlockOutcome>): Promise<void> {
    setBusy(true)
    setWrong('')
    const outcome = await tried.finally(() => setBusy(false))
    if (outcome === 'open') return
    setWrong(outcome === 'wrong' ? t('unlock.wrong') : '')
    setTurn(turn + 1)
    await again()
  }

  async function showPasskey(): Promise<void> {
    const passkey = passkeyLockOf(row)
    const answer = passkey && (await askPasskey(passkey))
    if (!answer) return setWrong(t('unlock.passkeyFailed'))
    await tell(unlockVault({ store, vaults }, who, { by: 'passkey', answered: answer }))
  }

  function failed(error: unknown): void {
    setBusy(false)
    setWrong(t('unlock.broken'))
    reportFault(error)
  }

  return {
    busy,
    wrong,
    turn,
    bySecret: (secret: string) =>
      void tell(unlockVault({ store, vaults }, who, { by: 'secret', secret })).catch(failed),
    byPasskey: () => void showPasskey().catch(failed),
  }
}

const passkeyLockOf = ({ locks }: Vault) => locks.find((lock) => lock.kind === 'passkey')

function UnlockWays({ who, row, again, onForgot }: UnlockWaysProps) {
  const { busy, wrong, turn, bySecret, byPasskey } = useUnlocking({ who, row, again })
  const secret = row.locks.find((lock) => lock.kind === 'secret')
  const left = row.attempts?.left ?? 0
  useWaitCountdown(who.id, left > 0, again)
  return (
    <>
      {passkeyLockOf(row) && (
        <button type="button" class={`button${secret ? '' : ' button--main'}`} onClick={byPasskey}>
          <Icon name="lock" />
          {t('unlock.passkey')}
        </button>
      )}
      {secret && (
        <SecretField
          key={turn}
          name={t(secret.digits ? 'unlock.pin' : 'unlock.words')}
          digits={secret.digits}
          waits={left > 0}
          busy={busy}
          onSaid={bySecret}
        />
      )}
      <p class="problem" role="alert" hidden={!wrong || left > 0}>
        {wrong}
      </p>
      <p class="problem" role="status" hidden={!left}>
        {left > 0 && waitText(left, vaults.crowded(who.id))}
      </p>
      <button type="button" class="button button--quiet" onClick={onForgot}>
        {t('unlock.forgot')}
      </button>
    </>
  )
}

/** In whole minutes while it is long, so that a screen reader is not told every second. */
function waitText(left: number, crowded: boolean): string {
  const seconds = Math.ceil(left / 10_000) * 10
  const inMinutes = seconds > 60
  const n = inMinutes ? Math.ceil(seconds / 60) : seconds
  if (crowded) return t(inMinutes ? 'unlock.crowdedMinutes' : 'unlock.crowdedSeconds', { n })
  return t(inMinutes ? 'unlock.waitMinutes' : 'unlock.waitSeconds', { n })
}

/** The wait runs while she looks at it, and is kept at each tick. */
function useWaitCountdown(owner: number, waits: boolean, again: () => Promise<void>): void {
  useEffect(() => {
    if (!waits) return
    let before = monotonicMilliseconds()
    const timer = setInterval(() => {
      const now = monotonicMilliseconds()
      const ms = now - before
      before = now
      void vaults.waited(owner, ms).then(again).catch(reportFault)
    }, WAIT_TICK)
    return () => clearInterval(timer)
  }, [owner, waits])
}
