// The accounts of a demonstration, one tap each, at the foot of the sign-in screen. Nothing of it is
// part of the app that people use: it comes from a server that is a demonstration, while there is one.

import { useState } from 'preact/hooks'
import type { DemonstrationOffer } from '../api/wire'
import { Chip } from '../components/chip'
import { api, store, vaults } from '../state/phone'
import { signIn } from '../state/session'
import { t, wordForCode } from './words'
import './offer.css'

export function OfferedAccounts({ offer }: { offer: DemonstrationOffer }) {
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')

  async function tryAs(login: string): Promise<void> {
    if (busy) return
    setBusy(true)
    setCode(await signIn({ api, store, vaults }, login, offer.password))
    setBusy(false)
  }

  return (
    <section class="offer" aria-label={t('offer.mark')}>
      <p class="offer__say">
        <Chip tone="amber" icon="picture">
          {t('offer.mark')}
        </Chip>
        <span role="status">{t(busy ? 'offer.busy' : 'offer.say')}</span>
      </p>
      <div class="offer__accounts">
        {offer.accounts.map(({ login, work }) => (
          <button
            key={login}
            type="button"
            class="button"
            aria-disabled={busy}
            onClick={() => void tryAs(login)}
          >
            {t(`offer.${work}`)}
          </button>
        ))}
      </div>
      <p class="problem" role="alert" hidden={!code}>
        {code && wordForCode('error', code)}
      </p>
    </section>
  )
}
