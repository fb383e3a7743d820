// Who is signed in and how safe this phone keeps things; the language, and signing out.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Chip, NetworkChip } from '../components/chip'
import { Icon } from '../components/icon'
import { InstallHint } from '../components/install-hint'
import { LanguageChoice } from '../components/language-choice'
import { Page } from '../components/page'
import { useDoors } from '../ports'
import { leave, paths } from '../router'
import { notice } from '../state/fault'
import { vaults } from '../state/phone'
import { may } from '../state/roles'
import { another, secured, signOut } from '../state/session'
import { closeNow } from '../state/watching'
import { guarded, guardStorage, lookAtStorage, room } from '../store/durability'
import { lastWord } from '../sync/heartbeat'
import { coded, t } from '../words'
import { t as office } from '../words/office'
import { o } from '../words/outbox'
import { instant, number } from '../words/printed'
import { FormerPhoneWords } from './parts/former-phones'
import { OutboxExport } from './parts/outbox-export'

declare const __APP_VERSION__: string

export function Account() {
  const doors = useDoors()
  const { person, ledger } = doors
  return (
    <Page title={t('account.title')} chip={<NetworkChip />} bar>
      <section class="box">
        <h2 class="box__title">{person.displayName}</h2>
        <p class="soft">{person.email}</p>
        <ul class="plain">
          {person.assignments.map(({ role, orgUnit }) => (
            <li key={role + orgUnit.id}>
              {coded('role', role)} · {orgUnit.name}
            </li>
          ))}
        </ul>
        {person.demonstration && <p class="soft">{t('account.demonstration')}</p>}
      </section>
      {may(person, 'supervisor') && (
        <a class="button" href={paths.outbox()}>
          <Icon name="up" />
          {t('account.outbox', { n: ledger.unsent.value })}
        </a>
      )}
      {may(person, 'reporter', 'supervisor', 'admin') && (
        <a class="button" href={paths.handover()}>
          <Icon name="turn" />
          {t('account.handover')}
        </a>
      )}
      {may(person, 'supervisor', 'admin') && (
        <a class="button" href={paths.owing()}>
          <Icon name="phone" />
          {office('owing.title')}
        </a>
      )}
      {may(person, 'admin') && (
        <a class="button" href={paths.administration()}>
          <Icon name="shield" />
          {t('account.administration')}
        </a>
      )}
      <Locking />
      <Protection />
      <h2 class="section">{t('account.language')}</h2>
      <LanguageChoice />
      <InstallHint />
      <Leaving />
      <p class="soft">
        {t('account.version', { version: __APP_VERSION__ })}
        {ledger.refreshedAt.value &&
          ` · ${t('account.refreshed', { at: instant(ledger.refreshedAt.value) })}`}
      </p>
    </Page>
  )
}

function Protection() {
  const { ledger } = useDoors()
  const owes = ledger.unsent.value + ledger.setAside.value
  const photos = ledger.photosHere.value
  const [space, setSpace] = useState<{ used: number; free: number } | null>(null)
  useEffect(() => {
    void lookAtStorage()
    void room().then(setSpace)
  }, [])
  return (
    <section class="box stack">
      <h2 class="box__title">{t('account.storage')}</h2>
      {guarded.value ? (
        <Chip tone="green" icon="shield">
          {t('account.guarded')}
        </Chip>
      ) : (
        <>
          <Chip tone="amber" icon="shield">
            {t('account.unguarded')}
          </Chip>
          <p>{t('account.unguardedWhy')}</p>
          <button type="button" class="button" onClick={() => void guardStorage()}>
            {t('account.guard')}
          </button>
        </>
      )}
      <Owed n={owes} m={photos} />
      {owes + ledger.photosOwed.value > 0 && <OutboxExport />}
      {space && (
        <p class="soft">
          {t('account.room', {
            used: number(String(space.used)),
            free: number(String(space.free)),
          })}
        </p>
      )}
    </section>
  )
}

/** What the server does not have yet, and when it last heard how much that is. */
function Owed({ n, m }: { n: number; m: number }) {
  const word = lastWord.value
  const [records, nothing] = ['account.owes', 'account.owesNothing'] as const
  const said = m ? (n ? 'account.owesBoth' : 'account.owesPhotos') : n ? records : nothing
  return (
    <>
      <p>{o(said, { n, m })}</p>
      <p class="soft">
        {word ? o('account.contact', { at: instant(word.at) }) : o('account.noContact')}
      </p>
      {word?.formerPhones.map((phone) => (
        <FormerPhoneWords key={phone.lastContactAt} phone={phone} />
      ))}
    </>
  )
}

function Locking() {
  return (
    <section class="box stack">
      <Chip tone={secured.value ? 'green' : 'amber'} icon="lock">
        {t(secured.value ? 'account.locked' : 'account.unlocked')}
      </Chip>
      <a class="button" href={paths.lock()}>
        <Icon name="lock" />
        {t('account.lock')}
      </a>
      {secured.value && (
        <button
          type="button"
          class="button"
          onClick={() => void closeNow({ vaults }).catch(notice)}
        >
          {t('account.lockNow')}
        </button>
      )}
      <button
        type="button"
        class="button button--quiet"
        onClick={() => void another({ vaults }).catch(notice)}
      >
        {t('account.other')}
      </button>
    </section>
  )
}

function Leaving() {
  const doors = useDoors()
  const { ledger, courier } = doors
  const [sure, setSure] = useState(false)
  const asked = useRef<HTMLDivElement>(null)
  useEffect(() => asked.current?.scrollIntoView({ block: 'end' }), [sure])
  const n = ledger.unsent.value + ledger.setAside.value + ledger.drafts.value.length
  const m = ledger.photosHere.value
  const what = m ? (n ? 'keepsBoth' : 'keepsPhotos') : n ? 'keeps' : 'nothing'
  async function out(): Promise<void> {
    courier.stop()
    await signOut({ ...doors, vaults })
    leave(paths.home())
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
      <p>{o(`signOut.${what}`, { n, m })}</p>
      <p>{o('signOut.network')}</p>
      <div class="pair">
        <button type="button" class="button" onClick={() => setSure(false)}>
          {t('act.cancel')}
        </button>
        <button type="button" class="button button--red" onClick={() => void out().catch(notice)}>
          {t('account.signOut')}
        </button>
      </div>
    </div>
  )
}
