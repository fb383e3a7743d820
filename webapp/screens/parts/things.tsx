// The standing things that she works with: teams, addresses, clubs; what is due of each this month,
// and the buttons that register another.

import { signal } from '@preact/signals'
import { today } from '../../clock'
import { Card, EmptyNotice } from '../../components/card'
import { Chip } from '../../components/chip'
import { Icon } from '../../components/icon'
import type { Definition } from '../../engine'
import { beginForm } from '../../fill/beginning'
import type { AppPorts } from '../../ports'
import { navigate, paths } from '../../router'
import type { DueActivity, EntityListForms } from '../../state/due'
import { hasAnyRole } from '../../state/roles'
import { t } from '../../words'
import { actionWord, entityWord } from '../../words/form-words'
import { printedShortDay } from '../../words/printed'

/** Things of one kind shown before "all of them": a commune has dozens of teams. */
const ENTITIES_SHOWN_FIRST = 8
const fullyShownLists = signal<ReadonlySet<string>>(new Set())

/** What there is comes first, with what is due of it; what could be registered besides, last. */
export function EntityOverview({ ports }: { ports: AppPorts }) {
  const { ledger, person } = ports
  const writes = hasAnyRole(person, 'reporter', 'supervisor')
  const about = ledger.circles.value.map((circle) => ({
    circle,
    things: listDueEntities(ports, circle),
  }))
  const there = about.filter(({ things }) => things.length)
  const registers = about.flatMap(({ circle }) => circle.registers ?? [])
  const offered = writes ? registers.filter((form) => ledger.offered.value.includes(form)) : []
  return (
    <>
      {there.map(({ circle, things }) => (
        <EntityListSection key={circle.list} ports={ports} circle={circle} things={things} />
      ))}
      {!there.length && offered.length > 0 && (
        <EmptyNotice>{t('home.noThings', { things: thingsOf(offered) })}</EmptyNotice>
      )}
      {offered.map((form, nth) => (
        <RegisterEntityButton
          key={form.formId}
          ports={ports}
          form={form}
          main={!there.length && !nth}
        />
      ))}
    </>
  )
}

const thingsOf = (registers: Definition[]) =>
  registers.map((form) => entityWord(form, 'name').toLowerCase()).join(', ')

const listDueEntities = ({ ledger }: AppPorts, { list, activities }: EntityListForms) =>
  ledger.due(
    list,
    activities.map((form) => form.formId),
  )

function EntityListSection({
  ports,
  circle: { list, registers, activities },
  things,
}: {
  ports: AppPorts
  circle: EntityListForms
  things: DueActivity[]
}) {
  const shown = fullyShownLists.value.has(list) ? things : things.slice(0, ENTITIES_SHOWN_FIRST)
  const whose = hasAnyRole(ports.person, 'supervisor', 'viewer', 'admin') ? 'here' : 'mine'
  return (
    <section class="stack" aria-label={entityWord(registers, whose)}>
      <h2 class="section">{entityWord(registers, whose)}</h2>
      {shown.map((thing) => (
        <EntityCard
          key={thing.id}
          thing={thing}
          registers={registers}
          says={activities.length > 0 && ports.ledger.knowsWhatHappened.value}
        />
      ))}
      {shown.length < things.length && (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => {
            fullyShownLists.value = new Set([...fullyShownLists.value, list])
          }}
        >
          {entityWord(registers, 'all', { n: things.length })}
        </button>
      )}
    </section>
  )
}

function RegisterEntityButton({
  ports,
  form,
  main,
}: {
  ports: AppPorts
  form: Definition
  main: boolean
}) {
  return (
    <button
      type="button"
      class={`button${main ? ' button--main' : ''}`}
      onClick={() => beginForm(ports, form, navigate)}
    >
      <Icon name="plus" />
      {actionWord(form)}
    </button>
  )
}

interface EntityCardProps {
  thing: DueActivity
  registers: Definition | null
  /** Whether it can be said that nothing took place yet: something could, and we would know. */
  says: boolean
}

function EntityCard({ thing, registers, says }: EntityCardProps) {
  const month = Number(today().slice(5, 7))
  const facts = [
    thing.unit,
    thing.members && entityWord(registers, 'members', { n: thing.members }),
    thing.lastDay && t('home.last', { day: printedShortDay(thing.lastDay) }),
  ]
  return (
    <Card href={paths.choose(thing.id)} title={thing.label}>
      {facts.filter(Boolean).join(' · ')}
      <span class="card__states">
        {thing.times > 0 && (
          <Chip tone="green" icon="check">
            {entityWord(registers, 'done', { month, n: thing.times })}
          </Chip>
        )}
        {!thing.times && says && (
          <Chip tone="amber" icon="wait">
            {entityWord(registers, 'due', { month })}
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
