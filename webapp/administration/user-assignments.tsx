// Where somebody acts, from when until when. Nothing here is removed: what ends keeps its days.

import { useState } from 'preact/hooks'
import { addDays, today } from '../clock'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { printedDay } from '../words/printed'
import { DayField, FormFrame } from './fields'
import { useForm } from './form'
import { AssignmentFields, assignmentBody, assignmentErrors, newAssignmentValues } from './place'
import { useFocusReturn } from './returning'
import { showSavedNotice } from './room'
import { parseTypedDay } from './typed'
import type { UserSectionProps } from './user-section'
import type { Assignment, User } from './wire'
import { t, wordForCode } from './words'
import { dayError } from './wrong'

export function UserAssignments({ user, again }: UserSectionProps) {
  const [adding, setAdding] = useState(false)
  const opener = useFocusReturn(adding)
  const done = (words: string) => {
    setAdding(false)
    showSavedNotice(words)
    again()
  }
  const may = user.active && user.whyNot !== 'ownAccount'
  return (
    <section class="stack">
      <h2 class="section">{t('places.title')}</h2>
      {!user.assignments.length && <p class="soft">{t('places.none')}</p>}
      {user.assignments.map((each) => (
        <AssignmentRow key={each.id} user={user} place={each} done={done} />
      ))}
      {user.elsewhere && <p class="soft">{t('users.elsewhere')}</p>}
      {may && !adding && (
        <button ref={opener} type="button" class="button" onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {t('places.add')}
        </button>
      )}
      {adding && <AssignmentAddForm user={user} done={done} close={() => setAdding(false)} />}
    </section>
  )
}

/** From a day to the last one, as people say it. */
export function validityText(from: string, to: string | null): string {
  const first = t('days.from', { day: printedDay(from) })
  return to ? `${first} ${t('days.to', { day: printedDay(addDays(to, -1)) })}` : first
}

interface AssignmentRowProps {
  user: User
  place: Assignment
  done(words: string): void
}

function AssignmentRow({ user, place, done }: AssignmentRowProps) {
  const [ending, setEnding] = useState(false)
  const opener = useFocusReturn(ending)
  const coming = place.validFrom > today()
  const state = place.inForce ? 'now' : coming ? 'coming' : 'over'
  return (
    <div class={`dated dated--${state}`}>
      <div class="dated__row">
        <strong>{wordForCode('role', place.role)}</strong>
        <Chip
          tone={state === 'now' ? 'green' : state === 'coming' ? 'indigo' : 'stone'}
          icon="wait"
        >
          {t(`places.${state}`)}
        </Chip>
      </div>
      <span>{[place.orgUnit.name, place.orgUnit.lineage].filter(Boolean).join(' · ')}</span>
      <span class="soft">{validityText(place.validFrom, place.validTo)}</span>
      {place.mayEnd && !ending && (
        <button
          ref={opener}
          type="button"
          class="button button--quiet"
          onClick={() => setEnding(true)}
        >
          {t('places.end')}
        </button>
      )}
      {ending && (
        <AssignmentEndForm user={user} place={place} done={done} close={() => setEnding(false)} />
      )}
    </div>
  )
}

function AssignmentEndForm({ user, place, done, close }: AssignmentRowProps & { close(): void }) {
  const form = useForm({
    name: `assignment/${place.id}`,
    first: { validTo: printedDay(today()) },
    check: ({ validTo }) => ({ validTo: dayError(validTo) }),
    send: (line, { validTo }) =>
      line.send<User>('PATCH', `/v1/users/${user.id}/assignments/${place.id}`, {
        validTo: parseTypedDay(validTo),
      }),
    done: () => done(t('places.ended')),
  })
  return (
    <FormFrame form={form} doWord={t('places.end')} tone="red" close={close}>
      <DayField form={form} name="validTo" label={t('places.endOn')} hint={t('places.endHint')} />
    </FormFrame>
  )
}

interface AssignmentAddFormProps {
  user: User
  done(words: string): void
  close(): void
}

function AssignmentAddForm({ user, done, close }: AssignmentAddFormProps) {
  const form = useForm({
    name: `assignment/new/${user.id}`,
    first: newAssignmentValues(),
    check: assignmentErrors,
    send: (line, values) =>
      line.send<User>('POST', `/v1/users/${user.id}/assignments`, assignmentBody(values)),
    done: () => done(t('places.added')),
  })
  return (
    <div class="box">
      <FormFrame form={form} doWord={t('places.add')} close={close}>
        <AssignmentFields form={form} />
      </FormFrame>
    </div>
  )
}
