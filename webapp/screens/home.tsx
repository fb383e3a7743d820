// "Việc của tôi": the one thing to do first, what was returned, what is half written, what is due.

import { reachable } from '../api/network'
import { Card, Empty } from '../components/card'
import { NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { InstallHint, IPhoneWarning, inSafari } from '../components/install-hint'
import { OwingCard } from '../components/owing-card'
import { Page } from '../components/page'
import { beginForm } from '../fill/beginning'
import { type Doors, useDoors } from '../ports'
import { go, paths } from '../router'
import { may } from '../state/roles'
import { guarded } from '../store/durability'
import { actionWord, t } from '../words/actions'
import { instant } from '../words/printed'
import { FormerPhones } from './parts/former-phones'
import { HandoverCard } from './parts/handover-card'
import { AllThings } from './parts/things'

export function Home() {
  const doors = useDoors()
  const { ledger, person } = doors
  const writes = may(person, 'reporter', 'supervisor')
  const unsent = ledger.unsent.value + ledger.setAside.value
  const warned = writes && inSafari() && (unsent > 0 || !ledger.items.value.length)
  return (
    <Page title={t('home.title')} chip={<NetworkChip />} bar>
      <FormerPhones doors={doors} />
      {warned && <IPhoneWarning unsent={unsent} />}
      {may(person, 'supervisor') && <Queue doors={doors} />}
      <OwingCard />
      <HandoverCard />
      {writes && <FirstAction doors={doors} />}
      <Returned doors={doors} />
      <Drafts doors={doors} />
      <AllThings doors={doors} />
      {!ledger.definitions.value.length && <NoForms doors={doors} />}
      {!writes && <Empty>{t('home.onlyLooks')}</Empty>}
      <Waiting doors={doors} />
      {writes && !warned && unsent > 0 && guarded.value === false && <Unguarded />}
      {!warned && <InstallHint />}
      {may(person, 'admin') && (
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
    </Page>
  )
}

function NoForms({ doors: { ledger, courier } }: { doors: Doors }) {
  const reached = reachable.value !== false
  if (reached && courier.fetched.value === 'soon') return <Empty>{t('home.fetchAgain')}</Empty>
  const coming = reached && !ledger.refreshedAt.value
  return <Empty>{t(coming ? 'home.fetching' : 'home.noForms')}</Empty>
}

function Queue({ doors: { ledger } }: { doors: Doors }) {
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
function FirstAction({ doors }: { doors: Doors }) {
  const { ledger, person } = doors
  const offered = ledger.offered.value
  const registers = ledger.circles.value.map((circle) => circle.registers)
  const activities = offered.filter((form) => !registers.includes(form))
  const ofThings = ledger.circles.value.flatMap((circle) => circle.activities)
  const first = activities.filter((form) => ofThings.includes(form))
  const main = may(person, 'supervisor') ? '' : ' button--main'
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
    <button type="button" class={`button${main}`} onClick={() => beginForm(doors, only, go)}>
      <Icon name="pen" />
      {actionWord(only)}
    </button>
  )
}

const Returned = ({ doors: { ledger } }: { doors: Doors }) => (
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

const Drafts = ({ doors: { ledger } }: { doors: Doors }) => (
  <>
    {ledger.drafts.value.map((draft) => (
      <Card
        key={draft.id}
        href={paths.fill(draft.id)}
        title={draft.title || draft.formName}
        chip={<StateChip state="writing" />}
      >
        {t('home.draft', { at: instant(draft.savedAt) })}
      </Card>
    ))}
  </>
)

function Waiting({ doors: { ledger } }: { doors: Doors }) {
  const n = ledger.unsent.value
  return (
    <p class="soft" role="status">
      {n > 0 && t('home.waiting', { n })}
    </p>
  )
}

/** What waits may be cleared by the browser; why, and what to do, is said where it leads. */
const Unguarded = () => (
  <a class="row-link" href={paths.account()}>
    <Icon name="shield" />
    <span>{t('account.unguarded')}</span>
    <Icon name="next" />
  </a>
)
