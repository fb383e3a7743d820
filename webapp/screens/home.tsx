// "Việc của tôi": the one thing to do first, what was returned, what is half written, what is due.

import { isServerReachable } from '../api/network'
import { Card, EmptyNotice } from '../components/card'
import { NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { InstallHint, IPhoneWarning, isInIPhoneTab } from '../components/install-hint'
import { OwingCard } from '../components/owing-card'
import { ScreenFrame } from '../components/page'
import { beginForm } from '../fill/beginning'
import { type AppPorts, usePorts } from '../ports'
import { navigate, paths } from '../router'
import { hasAnyRole } from '../state/roles'
import { isStoragePersistent } from '../store/durability'
import { t } from '../words'
import { actionWord } from '../words/form-words'
import { printedInstant } from '../words/printed'
import { FormerPhones } from './parts/former-phones'
import { HandoverCard } from './parts/handover-card'
import { EntityOverview } from './parts/things'

export function HomeScreen() {
  const ports = usePorts()
  const { ledger, person } = ports
  const writes = hasAnyRole(person, 'reporter', 'supervisor')
  const unsent = ledger.unsent.value + ledger.setAside.value
  const warned = writes && isInIPhoneTab() && (unsent > 0 || !ledger.items.value.length)
  return (
    <ScreenFrame title={t('home.title')} chip={<NetworkChip />} bar>
      <FormerPhones ports={ports} />
      {warned && <IPhoneWarning unsent={unsent} />}
      {hasAnyRole(person, 'supervisor') && <ReviewQueueLink ports={ports} />}
      <OwingCard />
      <HandoverCard />
      {writes && <FirstActionButton ports={ports} />}
      <ReturnedCards ports={ports} />
      <DraftCards ports={ports} />
      <EntityOverview ports={ports} />
      {!ledger.definitions.value.length && <NoFormsNotice ports={ports} />}
      {!writes && <EmptyNotice>{t('home.onlyLooks')}</EmptyNotice>}
      <UnsentCount ports={ports} />
      {writes && !warned && unsent > 0 && isStoragePersistent.value === false && (
        <UnguardedStorageLink />
      )}
      {!warned && <InstallHint />}
      {hasAnyRole(person, 'admin') && (
        <a class="row-link" href={paths.administration()}>
          <Icon name="shield" />
          <span>{t('account.administration')}</span>
          <Icon name="next" />
        </a>
      )}
      <a class="row-link" href={paths.account()}>
        <Icon name="person" />
        <span>{person.displayName}</span>
        <Icon name="next" />
      </a>
    </ScreenFrame>
  )
}

function NoFormsNotice({ ports: { ledger, courier } }: { ports: AppPorts }) {
  const reached = isServerReachable.value !== false
  if (reached && courier.fetched.value === 'soon')
    return <EmptyNotice>{t('home.fetchAgain')}</EmptyNotice>
  const coming = reached && !ledger.refreshedAt.value
  return <EmptyNotice>{t(coming ? 'home.fetching' : 'home.noForms')}</EmptyNotice>
}

function ReviewQueueLink({ ports: { ledger } }: { ports: AppPorts }) {
  const n = ledger.awaiting.value.total ?? ledger.awaiting.value.items.length
  if (!n)
    return (
      <p class="fact">
        <Icon name="checks" />
        {t('home.nothingAwaits')}
      </p>
    )
  return (
    <a class="button button--main" href={paths.review()}>
      <Icon name="checks" />
      {t('home.queue', { n })}
    </a>
  )
}

/** The one thing that she can log, or the way to choose among several. */
function FirstActionButton({ ports }: { ports: AppPorts }) {
  const { ledger, person } = ports
  const offered = ledger.offered.value
  const registers = ledger.circles.value.map((circle) => circle.registers)
  const activities = offered.filter((form) => !registers.includes(form))
  const ofThings = ledger.circles.value.flatMap((circle) => circle.activities)
  const first = activities.filter((form) => ofThings.includes(form))
  const main = hasAnyRole(person, 'supervisor') ? '' : ' button--main'
  const [only, second] = first.length ? first : activities
  if (!offered.length) return null
  // Nothing to log a meeting of yet: registering is the first thing, below.
  if (!first.length && registers.some((form) => form && offered.includes(form))) return null
  if (!only || second) {
    return (
      <a class={`button${main}`} href={paths.choose()}>
        <Icon name="pen" />
        {t('home.write')}
      </a>
    )
  }
  return (
    <button type="button" class={`button${main}`} onClick={() => beginForm(ports, only, navigate)}>
      <Icon name="pen" />
      {actionWord(only)}
    </button>
  )
}

const ReturnedCards = ({ ports: { ledger } }: { ports: AppPorts }) => (
  <>
    {ledger.returned.value.map((item) => (
      <Card
        key={item.id}
        href={paths.mine(item.id)}
        title={t('home.returned', { form: item.formName || t('mine.sealedName') })}
        tone="red"
        chip={<StateChip state="returned" />}
      >
        {item.title}
        {item.remark && <q class="card__remark">{item.remark}</q>}
        {item.remarks.length > 0 && (
          <span class="card__line">{t('remark.many', { n: item.remarks.length })}</span>
        )}
      </Card>
    ))}
  </>
)

const DraftCards = ({ ports: { ledger } }: { ports: AppPorts }) => (
  <>
    {ledger.drafts.value.map((draft) => (
      <Card
        key={draft.id}
        href={paths.fill(draft.id)}
        title={draft.title || draft.formName}
        chip={<StateChip state="writing" />}
      >
        {t('home.draft', { at: printedInstant(draft.savedAt) })}
      </Card>
    ))}
  </>
)

function UnsentCount({ ports: { ledger } }: { ports: AppPorts }) {
  const n = ledger.unsent.value
  return (
    <p class="soft" role="status">
      {n > 0 && t('home.waiting', { n })}
    </p>
  )
}

/** What waits may be cleared by the browser; why, and what to do, is said where it leads. */
const UnguardedStorageLink = () => (
  <a class="row-link" href={paths.account()}>
    <Icon name="shield" />
    <span>{t('account.unguarded')}</span>
    <Icon name="next" />
  </a>
)
