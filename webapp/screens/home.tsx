// "Việc của tôi": the one thing to do first, what was returned, what is half written, what is due.

import { signal } from '@preact/signals'
import { beginForm } from '../beginning'
import { today } from '../clock'
import { type Doors, useDoors } from '../doors'
import type { Circle, Due } from '../due'
import { reachable } from '../network'
import { Card, Empty } from '../parts/card'
import { Chip, NetworkChip, StateChip } from '../parts/chip'
import { Icon } from '../parts/icon'
import { InstallHint } from '../parts/install-hint'
import { Page } from '../parts/page'
import { may } from '../refresh'
import { go, paths } from '../router'
import { actionWord, t } from '../words/actions'
import { instant, shortDay } from '../words/printed'

/** Things shown before "all of them": a commune has dozens of teams. */
const FIRST = 12
const allShown = signal(false)

export function Home() {
  const doors = useDoors()
  const { ledger, person } = doors
  const writes = may(person, 'reporter', 'supervisor')
  const coming = !ledger.refreshedAt.value && reachable.value !== false
  return (
    <Page title={t('home.title')} chip={<NetworkChip />} bar>
      {may(person, 'supervisor') && <Queue doors={doors} />}
      {writes && <FirstAction doors={doors} />}
      <Returned doors={doors} />
      <Drafts doors={doors} />
      {ledger.circles.value.map((circle) => (
        <Things key={circle.list} doors={doors} circle={circle} />
      ))}
      {!ledger.definitions.value.length && (
        <Empty>{t(coming ? 'home.fetching' : 'home.noForms')}</Empty>
      )}
      {!writes && <Empty>{t('home.onlyLooks')}</Empty>}
      <Waiting doors={doors} />
      <InstallHint />
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

function FirstAction({ doors }: { doors: Doors }) {
  const { ledger, person } = doors
  const circles = ledger.circles.value
  const activities = circles.flatMap((circle) => circle.activities)
  const main = may(person, 'supervisor') ? '' : ' button--main'
  const [only] = activities
  if (!ledger.definitions.value.length) return null
  // Nothing to log a meeting of yet: registering is the first thing, below.
  if (circles.length && !circles.some(({ list }) => ledger.lists.value[list]?.length)) return null
  if (activities.length !== 1 || !only) {
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
        title={t('home.returned', { form: item.formName })}
        tone="red"
        chip={<StateChip state="returned" />}
      >
        {item.title}
        {item.remark && <q class="card__remark">{item.remark}</q>}
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

function Things({ doors, circle }: { doors: Doors; circle: Circle }) {
  const activities = circle.activities.map((form) => form.formId)
  const due = doors.ledger.due(circle.list, activities)
  const shown = allShown.value ? due : due.slice(0, FIRST)
  const { registers } = circle
  const title = may(doors.person, 'supervisor', 'viewer', 'admin') ? 'home.teamsHere' : 'home.teams'
  const register = () => registers && beginForm(doors, registers, go)
  return (
    <section class="stack" aria-label={t(title)}>
      {due.length > 0 && <h2 class="section">{t(title)}</h2>}
      {!due.length && registers && <Empty>{t('home.noTeams')}</Empty>}
      {shown.map((thing) => (
        <Thing key={thing.id} thing={thing} doors={doors} />
      ))}
      {shown.length < due.length && (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => {
            allShown.value = true
          }}
        >
          {t('home.allTeams', { n: due.length })}
        </button>
      )}
      {registers && may(doors.person, 'reporter', 'supervisor') && (
        <button
          type="button"
          class={`button${due.length ? '' : ' button--main'}`}
          onClick={register}
        >
          <Icon name="plus" />
          {actionWord(registers)}
        </button>
      )}
    </section>
  )
}

function Thing({ thing, doors }: { thing: Due; doors: Doors }) {
  const month = Number(today().slice(5, 7))
  const facts = [
    thing.unit,
    thing.members && t('home.members', { n: thing.members }),
    thing.lastDay && t('home.last', { day: shortDay(thing.lastDay) }),
  ]
  return (
    <Card href={paths.choose(thing.id)} title={thing.label}>
      {facts.filter(Boolean).join(' · ')}
      <span class="card__states">
        {thing.times > 0 && (
          <Chip tone="green" icon="check">
            {t('home.done', { month, n: thing.times })}
          </Chip>
        )}
        {!thing.times && doors.ledger.knowsWhatHappened.value && (
          <Chip tone="amber" icon="wait">
            {t('home.due', { month })}
          </Chip>
        )}
        {thing.pending && (
          <Chip tone="stone" icon="wait">
            {t('entity.pending')}
          </Chip>
        )}
      </span>
    </Card>
  )
}

function Waiting({ doors: { ledger } }: { doors: Doors }) {
  const n = ledger.unsent.value
  return (
    <p class="soft" role="status">
      {n > 0 && t('home.waiting', { n })}
    </p>
  )
}
