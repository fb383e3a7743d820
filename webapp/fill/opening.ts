// From a draft's id to a form that can be written on, with what is in its way.

import { useEffect, useState } from 'preact/hooks'
import { type Definition, type Filling, open } from '../engine'
import { type Doors, useDoors } from '../ports'
import { COPIES } from '../state/ledger'
import { secured } from '../state/session'
import { deviceId } from '../store/device'
import type { DraftRecord, RecordHead } from '../store/records'
import { language } from '../words'
import { freshDraft } from './drafting'
import { type Desk, startWriting, type Writing } from './writing'

export type Opened = Writing | 'opening' | 'gone' | 'noForm' | 'broken' | 'unlocked'

/** The form in the very version that the draft began with. */
export async function definitionOf(
  doors: Doors,
  draft: Pick<DraftRecord, 'formId' | 'formVersion'>,
) {
  const kept = await doors.ledger.copy<Definition | null>(
    COPIES.definition(draft.formId, draft.formVersion),
    null,
  )
  if (kept) return kept
  const reply = await doors.api.definition(draft.formId, draft.formVersion, '')
  return typeof reply === 'object' && reply.ok ? reply.body : null
}

async function opened(doors: Doors, id: string): Promise<Opened> {
  const draft = await doors.store.draft(id)
  if (!draft || draft.owner !== doors.person.id) return 'gone'
  const definition = await definitionOf(doors, draft)
  if (!definition) return 'noForm'
  if (definition.protection && !secured.value) return 'unlocked'
  return startWriting(definition, draft, await deskOf(doors))
}

async function deskOf(doors: Doors): Promise<Desk> {
  // A team that she registered in the spring is among the choices too.
  await doors.ledger.allOpen()
  return {
    store: doors.store,
    lists: doors.ledger.lists.value,
    username: doors.person.email,
    deviceId: await deviceId(doors),
    language: language.value,
  }
}

/** Only to read what was answered: nothing is kept. */
export async function readAgain(doors: Doors, { id }: RecordHead): Promise<Filling | null> {
  const record = await doors.store.record(id)
  const definition = record && (await definitionOf(doors, record))
  if (!definition) return null
  return open(definition, {
    ...(await deskOf(doors)),
    now: record.finalizedAt,
    instanceId: record.id,
    uuid: () => crypto.randomUUID(),
    draft: record.draft,
  })
}

export function useWriting(id: string): Opened {
  const doors = useDoors()
  const [state, setState] = useState<Opened>('opening')
  useEffect(() => {
    let current = true
    opened(doors, id)
      .catch((error: unknown): Opened => {
        // A form that this version of the app cannot read; what was written is untouched.
        console.error(error)
        return 'broken'
      })
      .then((found) => current && setState(found))
    return () => {
      current = false
    }
  }, [id])
  return state
}

/** A new phiếu; about `subject` (a team) when she chose that first. */
export async function begin(doors: Doors, definition: Definition, subject = ''): Promise<string> {
  const { store, person } = doors
  for (const draft of await store.drafts(person.id)) {
    if (!draft.touched) await store.dropDraft(draft.id)
  }
  const draft = freshDraft(definition, person.id)
  if (subject) {
    const writing = startWriting(definition, draft, await deskOf(doors))
    const about = writing.filling
      .steps()
      .flatMap((step) => step.questions)
      .map((ref) => writing.filling.question(ref))
      .find((question) => question.choices.some((choice) => choice.value === subject))
    if (about) writing.answer(about.ref, subject)
    await writing.flush()
  }
  if (!draft.touched) await store.keepDraft(draft)
  return draft.id
}
