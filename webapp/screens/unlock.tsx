// Whose notebook it is, and the way in: her PIN or passphrase, her passkey, or by the network for
// whoever forgot. It says her name and nothing else of her.

import { useEffect, useRef, useState } from 'preact/hooks'
import { clockWrong } from '../api/network'
import { milliseconds, running, today } from '../clock'
import { Fault } from '../components/fault-banner'
import { Icon } from '../components/icon'
import { LanguageChoice } from '../components/language-choice'
import { SignInForm } from '../components/sign-in-form'
import { askWhetherAway } from '../state/away'
import { notice } from '../state/fault'
import { api, store, vaults } from '../state/phone'
import { type Account, closed, unlock } from '../state/session'
import { answered } from '../vault/passkey'
import { type Tried, type Vault, why } from '../vault/vault'
import { dateText } from '../words/text'
import { v } from '../words/vault'
import { Forgotten } from './parts/forgotten'
import { SecretField } from './parts/secret-field'

const TICK = 1_000
const ASK_EVERY = 15_000

export function Unlock() {
  const who = closed.value
  const [row, setRow] = useState<Vault | null>(null)
  const [forgot, setForgot] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const look = () =>
    who
      ? vaults
          .look(who.id)
          .then((found) => setRow(found ?? null))
          .catch(notice)
      : Promise.resolve()
  useEffect(() => {
    document.title = 'Sổ Thôn'
    void look()
  }, [who])
  useEffect(() => heading.current?.focus(), [forgot])
  const reason = row && why(row, milliseconds())
  useAsking(who, reason === 'away', look)
  if (!who) return null
  const said = reason === 'away' && clockWrong.value ? 'clock' : reason
  return (
    <div class="app">
      <div class="band" />
      <Fault />
      <main class="main welcome">
        <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
        <h1 ref={heading} tabIndex={-1} class="welcome__name">
          {forgot ? v('forgot.title') : who.displayName}
        </h1>
        {reason ? (
          <>
            <p class="welcome__say" role="status">
              {v(`unlock.${said || reason}`, { day: dateText(today()) })}
            </p>
            <SignInForm onDone={() => void look()} />
          </>
        ) : forgot ? (
          <Forgotten who={who} onBack={() => setForgot(false)} />
        ) : (
          row && <Ways who={who} row={row} again={look} onForgot={() => setForgot(true)} />
        )}
        <button type="button" class="button button--quiet" onClick={() => (closed.value = null)}>
          {v('unlock.other')}
        </button>
        <LanguageChoice />
      </main>
    </div>
  )
}

/** Whether she was away, or the clock is wrong, the server knows: as soon as there is one. */
function useAsking(who: Account | null, away: boolean, again: () => Promise<void>): void {
  useEffect(() => {
    if (!who || !away) return undefined
    const ask = () => void askWhetherAway({ api, store, vaults }, who).then(again).catch(notice)
    ask()
    const asking = setInterval(ask, ASK_EVERY)
    return () => clearInterval(asking)
  }, [who, away])
}

interface WaysProps {
  who: Account
  row: Vault
  again(): Promise<void>
  onForgot(): void
}

function Ways({ who, row, again, onForgot }: WaysProps) {
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState('')
  const [turn, setTurn] = useState(0)
  const secret = row.locks.find((lock) => lock.kind === 'secret')
  const passkey = row.locks.find((lock) => lock.kind === 'passkey')
  const left = row.attempts?.left ?? 0
  useWait(who.id, left > 0, again)

  async function tell(tried: Promise<Tried>): Promise<void> {
    setBusy(true)
    setWrong('')
    const outcome = await tried.finally(() => setBusy(false))
    if (outcome === 'open') return
    setWrong(outcome === 'wrong' ? v('unlock.wrong') : '')
    setTurn(turn + 1)
    await again()
  }

  const bySecret = (said: string) =>
    void tell(unlock({ store, vaults }, who, { by: 'secret', secret: said })).catch(failed)

  async function byPasskey(): Promise<void> {
    const answer = passkey && (await answered(passkey))
    if (!answer) return setWrong(v('unlock.passkeyFailed'))
    await tell(unlock({ store, vaults }, who, { by: 'passkey', answered: answer }))
  }

  function failed(error: unknown): void {
    setBusy(false)
    setWrong(v('unlock.broken'))
    notice(error)
  }

  return (
    <>
      {passkey && (
        <button
          type="button"
          class={`button${secret ? '' : ' button--main'}`}
          onClick={() => void byPasskey().catch(failed)}
        >
          <Icon name="lock" />
          {v('unlock.passkey')}
        </button>
      )}
      {secret && (
        <SecretField
          key={turn}
          name={v(secret.digits ? 'unlock.pin' : 'unlock.words')}
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
        {left > 0 && waitWords(left, vaults.crowded(who.id))}
      </p>
      <button type="button" class="button button--quiet" onClick={onForgot}>
        {v('unlock.forgot')}
      </button>
    </>
  )
}

/** In whole minutes while it is long, so that a screen reader is not told every second. */
function waitWords(left: number, crowded: boolean): string {
  const seconds = Math.ceil(left / 10_000) * 10
  const inMinutes = seconds > 60
  const n = inMinutes ? Math.ceil(seconds / 60) : seconds
  if (crowded) return v(inMinutes ? 'unlock.crowdedMinutes' : 'unlock.crowdedSeconds', { n })
  return v(inMinutes ? 'unlock.waitMinutes' : 'unlock.waitSeconds', { n })
}

/** The wait runs while she looks at it, and is kept at each tick. */
function useWait(owner: number, waits: boolean, again: () => Promise<void>): void {
  useEffect(() => {
    if (!waits) return
    let before = running()
    const timer = setInterval(() => {
      const now = running()
      const ms = now - before
      before = now
      void vaults.waited(owner, ms).then(again).catch(notice)
    }, TICK)
    return () => clearInterval(timer)
  }, [owner, waits])
}
