// The standing things that she works with: teams, addresses, clubs; what is due of each this month,
// and the buttons that register another.

import { signal } from '@preact/signals'
import { today } from '../../clock'
import { Card, Empty } from '../../components/card'
import { Chip } from '../../components/chip'
import { Icon } from '../../components/icon'
import type { Definition } from '../../engine'
import { beginForm } from '../../fill/beginning'
import type { Doors } from '../../ports'
import { go, paths } from '../../router'
import type { Circle, Due } from '../../state/due'
import { may } from '../../state/roles'
import { actionWord, t } from '../../words/actions'
import { shortDay } from '../../words/printed'
import { thingWord } from '../../words/things'

/** Things of one kind shown before "all of them": a commune has dozens of teams. */
const FIRST = 8
const allShown = signal<ReadonlySet<string>>(new Set())

/** What there is comes first, with what is due of it; what could be registered besides, last. */
export function AllThings({ doors }: { doors: Doors }) {
  const { ledger, person } = doors
  const writes = may(person, 'reporter', 'supervisor')
  const about = ledger.circles.value.map((circle) => ({ circle, things: dueOf(doors, circle) }))
  const there = about.filter(({ things }) => things.length)
  const registers = about.flatMap(({ circle }) => circle.registers ?? [])
  const offered = writes ? registers.filter((form) => ledger.offered.value.includes(form)) : []
  return (
    <>
      {there.map(({ circle: { list }, things }) => (
        <Things key={list} doors={doors} list={list} things={things} />
      ))}
      {!there.length && offered.length > 0 && <Empty>{t('home.noTeams')}</Empty>}
      {offered.map((form, nth) => (
        <Register key={form.formId} doors={doors} form={form} main={!there.length && !nth} />
      ))}
    </>
  )
}

const dueOf = ({ ledger }: Doors, { list, activities }: Circle) =>
  ledger.due(
    list,
    activities.map((form) => form.formId),
  )

function Things({ doors, list, things }: { doors: Doors; list: string; things: Due[] }) {
  const shown = allShown.value.has(list) ? things : things.slice(0, FIRST)
  const whose = may(doors.person, 'supervisor', 'viewer', 'admin') ? 'here' : 'mine'
  return (
    <section class="stack" aria-label={thingWord(list, whose)}>
      <h2 class="section">{thingWord(list, whose)}</h2>
      {shown.map((thing) => (
        <Thing key={thing.id} thing={thing} list={list} doors={doors} />
      ))}
      {shown.length < things.length && (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => {
            allShown.value = new Set([...allShown.value, list])
          }}
        >
          {thingWord(list, 'all', { n: things.length })}
        </button>
      )}
    </section>
  )
}

function Register({ doors, form, main }: { doors: Doors; form: Definition; main: boolean }) {
  return (
    <button
      type="button"
      class={`button${main ? ' button--main' : ''}`}
      onClick={() => beginForm(doors, form, go)}
    >
      <Icon name="plus" />
      {actionWord(form)}
    </button>
  )
}

function Thing({ thing, list, doors }: { thing: Due; list: string; doors: Doors }) {
  const month = Number(today().slice(5, 7))
  const facts = [
    thing.unit,
    thing.members && thingWord(list, 'members', { n: thing.members }),
    thing.lastDay && t('home.last', { day: shortDay(thing.lastDay) }),
  ]
  return (
    <Card href={paths.choose(thing.id)} title={thing.label}>
      {facts.filter(Boolean).join(' · ')}
      <span class="card__states">
        {thing.times > 0 && (
          <Chip tone="green" icon="check">
            {thingWord(list, 'done', { month, n: thing.times })}
          </Chip>
        )}
        {!thing.times && doors.ledger.knowsWhatHappened.value && (
          <Chip tone="amber" icon="wait">
            {thingWord(list, 'due', { month })}
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
