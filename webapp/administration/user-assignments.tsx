// Where somebody acts, from when until when. Nothing here is removed: what ends keeps its days.

import { useState } from 'preact/hooks'
import { addDays, today } from '../clock'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { coded } from '../words'
import { day } from '../words/printed'
import { DayField, FormFrame } from './fields'
import { useForm } from './form'
import { newPlace, PlaceFields, placeSaid, placeWrong } from './place'
import { useReturning } from './returning'
import { say } from './room'
import { dayFrom } from './typed'
import type { About } from './user'
import type { Assignment, User } from './wire'
import { a } from './words/administration'
import { noDay } from './wrong'

export function Assignments({ user, again }: About) {
  const [adding, setAdding] = useState(false)
  const opener = useReturning(adding)
  const done = (words: string) => {
    setAdding(false)
    say(words)
    again()
  }
  const may = user.active && user.whyNot !== 'ownAccount'
  return (
    <section class="stack">
      <h2 class="section">{a('places.title')}</h2>
      {!user.assignments.length && <p class="soft">{a('places.none')}</p>}
      {user.assignments.map((each) => (
        <Place key={each.id} user={user} place={each} done={done} />
      ))}
      {user.elsewhere && <p class="soft">{a('users.elsewhere')}</p>}
      {may && !adding && (
        <button ref={opener} type="button" class="button" onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {a('places.add')}
        </button>
      )}
      {adding && <Adding user={user} done={done} close={() => setAdding(false)} />}
    </section>
  )
}

/** From a day to the last one, as people say it. */
export function days(from: string, to: string | null): string {
  const first = a('days.from', { day: day(from) })
  return to ? `${first} ${a('days.to', { day: day(addDays(to, -1)) })}` : first
}

interface PlaceProps {
  user: User
  place: Assignment
  done(words: string): void
}

function Place({ user, place, done }: PlaceProps) {
  const [ending, setEnding] = useState(false)
  const opener = useReturning(ending)
  const coming = place.validFrom > today()
  const state = place.inForce ? 'now' : coming ? 'coming' : 'over'
  return (
    <div class={`dated dated--${state}`}>
      <div class="dated__row">
        <strong>{coded('role', place.role)}</strong>
        <Chip
          tone={state === 'now' ? 'green' : state === 'coming' ? 'indigo' : 'stone'}
          icon="wait"
        >
          {a(`places.${state}`)}
        </Chip>
      </div>
      <span>{[place.orgUnit.name, place.orgUnit.lineage].filter(Boolean).join(' · ')}</span>
      <span class="soft">{days(place.validFrom, place.validTo)}</span>
      {place.mayEnd && !ending && (
        <button
          ref={opener}
          type="button"
          class="button button--quiet"
          onClick={() => setEnding(true)}
        >
          {a('places.end')}
        </button>
      )}
      {ending && <Ending user={user} place={place} done={done} close={() => setEnding(false)} />}
    </div>
  )
}

function Ending({ user, place, done, close }: PlaceProps & { close(): void }) {
  const form = useForm({
    name: `assignment/${place.id}`,
    first: { validTo: day(today()) },
    check: ({ validTo }) => ({ validTo: noDay(validTo) }),
    send: (line, { validTo }) =>
      line.send<User>('PATCH', `/v1/users/${user.id}/assignments/${place.id}`, {
        validTo: dayFrom(validTo),
      }),
    done: () => done(a('places.ended')),
  })
  return (
    <FormFrame form={form} doWord={a('places.end')} tone="red" close={close}>
      <DayField form={form} name="validTo" label={a('places.endOn')} hint={a('places.endHint')} />
    </FormFrame>
  )
}

interface AddingProps {
  user: User
  done(words: string): void
  close(): void
}

function Adding({ user, done, close }: AddingProps) {
  const form = useForm({
    name: `assignment/new/${user.id}`,
    first: newPlace(),
    check: placeWrong,
    send: (line, values) =>
      line.send<User>('POST', `/v1/users/${user.id}/assignments`, placeSaid(values)),
    done: () => done(a('places.added')),
  })
  return (
    <div class="box">
      <FormFrame form={form} doWord={a('places.add')} close={close}>
        <PlaceFields form={form} />
      </FormFrame>
    </div>
  )
}
