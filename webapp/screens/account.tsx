// Who is signed in and how safe this phone keeps things; the language, and signing out.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Chip, NetworkChip } from '../components/chip'
import { Icon } from '../components/icon'
import { InstallHint } from '../components/install-hint'
import { LanguageChoice } from '../components/language-choice'
import { ScreenFrame } from '../components/page'
import { usePorts } from '../ports'
import { navigateOut, paths } from '../router'
import { reportFault } from '../state/fault'
import { vaults } from '../state/phone'
import { hasAnyRole } from '../state/roles'
import { isVaultSecured, signOut, switchAccount } from '../state/session'
import { closeInAllTabs } from '../state/watching'
import {
  checkStoragePersistence,
  estimateStorage,
  isStoragePersistent,
  requestPersistentStorage,
} from '../store/durability'
import { lastHeartbeatAnswer } from '../sync/heartbeat'
import { t, wordForCode } from '../words'
import './words/outbox'
import './words/owing'
import { printedInstant, printedNumber } from '../words/printed'
import { FormerPhoneWords } from './parts/former-phones'
import { OutboxExport } from './parts/outbox-export'

declare const __APP_VERSION__: string

export function AccountScreen() {
  const ports = usePorts()
  const { person, ledger } = ports
  return (
    <ScreenFrame title={t('account.title')} chip={<NetworkChip />} bar>
      <section class="box">
        <h2 class="box__title">{person.displayName}</h2>
        <p class="soft">{person.email}</p>
        <ul class="plain">
          {person.assignments.map(({ role, orgUnit }) => (
            <li key={role + orgUnit.id}>
              {wordForCode('role', role)} · {orgUnit.name}
            </li>
          ))}
        </ul>
        {person.demonstration && <p class="soft">{t('account.demonstration')}</p>}
      </section>
      {hasAnyRole(person, 'supervisor') && (
        <a class="button" href={paths.outbox()}>
          <Icon name="up" />
          {t('account.outbox', { n: ledger.unsent.value })}
        </a>
      )}
      {hasAnyRole(person, 'reporter', 'supervisor', 'admin') && (
        <a class="button" href={paths.handover()}>
          <Icon name="turn" />
          {t('account.handover')}
        </a>
      )}
      {hasAnyRole(person, 'supervisor', 'admin') && (
        <a class="button" href={paths.owing()}>
          <Icon name="phone" />
          {t('owing.title')}
        </a>
      )}
      {hasAnyRole(person, 'admin') && (
        <a class="button" href={paths.administration()}>
          <Icon name="shield" />
          {t('account.administration')}
        </a>
      )}
      <LockSection />
      <StorageProtection />
      <h2 class="section">{t('account.language')}</h2>
      <LanguageChoice />
      <InstallHint />
      <SignOutSection />
      <p class="soft">
        {t('account.version', { version: __APP_VERSION__ })}
        {ledger.refreshedAt.value &&
          ` · ${t('account.refreshed', { at: printedInstant(ledger.refreshedAt.value) })}`}
      </p>
    </ScreenFrame>
  )
}

function StorageProtection() {
  const { ledger } = usePorts()
  const owes = ledger.unsent.value + ledger.setAside.value
  const photos = ledger.photosHere.value
  const [space, setSpace] = useState<{ used: number; free: number } | null>(null)
  useEffect(() => {
    void checkStoragePersistence()
    void estimateStorage().then(setSpace)
  }, [])
  return (
    <section class="box stack">
      <h2 class="box__title">{t('account.storage')}</h2>
      {isStoragePersistent.value ? (
        <Chip tone="green" icon="shield">
          {t('account.guarded')}
        </Chip>
      ) : (
        <>
          <Chip tone="amber" icon="shield">
            {t('account.unguarded')}
          </Chip>
          <p>{t('account.unguardedWhy')}</p>
          <button type="button" class="button" onClick={() => void requestPersistentStorage()}>
            {t('account.guard')}
          </button>
        </>
      )}
      <OwedCounts n={owes} m={photos} />
      {owes + ledger.photosOwed.value > 0 && <OutboxExport />}
      {space && (
        <p class="soft">
          {t('account.room', {
            used: printedNumber(String(space.used)),
            free: printedNumber(String(space.free)),
          })}
        </p>
      )}
    </section>
  )
}

/** What the server does not have yet, and when it last heard how much that is. */
function OwedCounts({ n, m }: { n: number; m: number }) {
  const word = lastHeartbeatAnswer.value
  const [records, nothing] = ['account.owes', 'account.owesNothing'] as const
  const said = m ? (n ? 'account.owesBoth' : 'account.owesPhotos') : n ? records : nothing
  return (
    <>
      <p>{t(said, { n, m })}</p>
      <p class="soft">
        {word ? t('account.contact', { at: printedInstant(word.at) }) : t('account.noContact')}
      </p>
      {word?.formerPhones.map((phone) => (
        <FormerPhoneWords key={phone.lastContactAt} phone={phone} />
      ))}
    </>
  )
}

function LockSection() {
  return (
    <section class="box stack">
      <Chip tone={isVaultSecured.value ? 'green' : 'amber'} icon="lock">
        {t(isVaultSecured.value ? 'account.locked' : 'account.unlocked')}
      </Chip>
      <a class="button" href={paths.lock()}>
        <Icon name="lock" />
        {t('account.lock')}
      </a>
      {isVaultSecured.value && (
        <button
          type="button"
          class="button"
          onClick={() => void closeInAllTabs({ vaults }).catch(reportFault)}
        >
          {t('account.lockNow')}
        </button>
      )}
      <button
        type="button"
        class="button button--quiet"
        onClick={() => void switchAccount({ vaults }).catch(reportFault)}
      >
        {t('account.other')}
      </button>
    </section>
  )
}

function SignOutSection() {
  const ports = usePorts()
  const { ledger, courier } = ports
  const [sure, setSure] = useState(false)
  const asked = useRef<HTMLDivElement>(null)
  useEffect(() => asked.current?.scrollIntoView({ block: 'end' }), [sure])
  const n = ledger.unsent.value + ledger.setAside.value + ledger.drafts.value.length
  const m = ledger.photosHere.value
  const what = m ? (n ? 'keepsBoth' : 'keepsPhotos') : n ? 'keeps' : 'nothing'
  async function out(): Promise<void> {
    courier.stop()
    await signOut({ ...ports, vaults })
    navigateOut(paths.home())
  }
  if (!sure) {
    return (
      <button type="button" class="button button--quiet" onClick={() => setSure(true)}>
        {t('account.signOut')}
      </button>
    )
  }
  return (
    <div ref={asked} class="box stack" role="alert">
      <p>{t(`signOut.${what}`, { n, m })}</p>
      <p>{t('signOut.network')}</p>
      <div class="pair">
        <button type="button" class="button" onClick={() => setSure(false)}>
          {t('act.cancel')}
        </button>
        <button
          type="button"
          class="button button--red"
          onClick={() => void out().catch(reportFault)}
        >
          {t('account.signOut')}
        </button>
      </div>
    </div>
  )
}
