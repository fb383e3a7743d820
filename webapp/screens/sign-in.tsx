// The first screen of a phone whose notebook nobody has opened. Whom it knows it offers by name, and
// by nothing else; anybody else needs the network once.

import type { ComponentChild } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { isServerReachable } from '../api/network'
import { NetworkChip } from '../components/chip'
import { StoreFaultBanner } from '../components/fault-banner'
import { Icon } from '../components/icon'
import { InstallHint } from '../components/install-hint'
import { LanguageChoice } from '../components/language-choice'
import { SignInForm } from '../components/sign-in-form'
import { reportFault } from '../state/fault'
import { api, store, vaults } from '../state/phone'
import { enterAccount, knownAccounts } from '../state/session'
import { t, wordsArrived } from '../words'

export function SignInScreen() {
  const [another, setAnother] = useState(false)
  const known = knownAccounts.value
  const asked = another || !known.length
  return (
    <div class="app">
      <div class="band" />
      <StoreFaultBanner />
      <main class="main welcome">
        <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
        <h1 class="welcome__name">Sổ Thôn</h1>
        <p class="welcome__say">{t(asked ? 'signIn.say' : 'signIn.who')}</p>
        {!asked &&
          known.map((who) => (
            <button
              key={who.id}
              type="button"
              class="button button--form"
              onClick={() => void enterAccount({ store, vaults }, who).catch(reportFault)}
            >
              <Icon name="person" />
              {who.displayName}
            </button>
          ))}
        {asked ? (
          <>
            <NetworkChip />
            <SignInForm />
          </>
        ) : (
          <button type="button" class="button button--quiet" onClick={() => setAnother(true)}>
            {t('signIn.another')}
          </button>
        )}
        <LanguageChoice />
        <InstallHint />
      </main>
      {asked && <Offer />}
    </div>
  )
}

/** What a demonstration lets everybody try. Where the server is none, nothing more is fetched. */
function Offer() {
  const [offer, setOffer] = useState<ComponentChild>(null)
  useEffect(() => {
    // The signal may go between the answer and what shows it: then there is nothing to try either.
    void loadOffer().then(setOffer, () => undefined)
  }, [])
  return isServerReachable.value ? offer : null
}

async function loadOffer(): Promise<ComponentChild> {
  const offer = await api.offered()
  if (!offer) return null
  const { OfferedAccounts } = await import('../demonstration/offer')
  await wordsArrived()
  return <OfferedAccounts offer={offer} />
}
