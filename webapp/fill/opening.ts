// From a draft's id to a form that can be written on, with what is in its way.

import { useEffect, useState } from 'preact/hooks'
import { type Definition, type Filling, openFilling, UnknownQuestionType } from '../engine'
import { type AppPorts, usePorts } from '../ports'
import { definitionForDraft } from '../state/definitions'
import { isVaultSecured } from '../state/session'
import { ensureDeviceId } from '../store/device'
import type { RecordHead } from '../store/records'
import { createDraft } from './drafting'
import { language } from './words'
import { type FormWriting, startWriting, type WritingPorts } from './writing'

export type OpeningState =
  | FormWriting
  | 'opening'
  | 'gone'
  | 'noForm'
  | 'broken'
  | 'newerApp'
  | 'unlocked'

async function openDraftById(ports: AppPorts, id: string): Promise<OpeningState> {
  const draft = await ports.store.draft(id)
  if (!draft || draft.owner !== ports.person.id) return 'gone'
  const definition = await definitionForDraft(ports, draft)
  if (!definition) return 'noForm'
  if (definition.protection && !isVaultSecured.value) return 'unlocked'
  return startWriting(definition, draft, await writingPortsFor(ports))
}

async function writingPortsFor(ports: AppPorts): Promise<WritingPorts> {
  // A team that she registered in the spring is among the choices too.
  await ports.ledger.allOpen()
  return {
    store: ports.store,
    lists: ports.ledger.lists.value,
    username: ports.person.email,
    deviceId: await ensureDeviceId(ports),
    language: language.value,
  }
}

/** Only to read what was answered: nothing is kept. null where the form is not there, or too new. */
export async function openForReading(ports: AppPorts, { id }: RecordHead): Promise<Filling | null> {
  const record = await ports.store.record(id)
  const definition = record && (await definitionForDraft(ports, record))
  if (!definition) return null
  const options = {
    ...(await writingPortsFor(ports)),
    now: record.finalizedAt,
    instanceId: record.id,
    uuid: () => crypto.randomUUID(),
    draft: record.draft,
  }
  return unlessUnknown(() => openFilling(definition, options))
}

/** null for a form with a question that this version of the app does not know. */
function unlessUnknown<T>(open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof UnknownQuestionType) return null
    throw error
  }
}

export function useOpenDraft(id: string): OpeningState {
  const ports = usePorts()
  const [state, setState] = useState<OpeningState>('opening')
  useEffect(() => {
    let current = true
    openDraftById(ports, id)
      .catch((error: unknown): OpeningState => {
        // A form that this version of the app cannot read; what was written is untouched.
        console.error(error)
        return error instanceof UnknownQuestionType ? 'newerApp' : 'broken'
      })
      .then((found) => current && setState(found))
    return () => {
      current = false
    }
  }, [id])
  return state
}

/** A new phiếu; about `subject` (a team) when she chose that first. */
export async function beginDraft(
  ports: AppPorts,
  definition: Definition,
  subject = '',
): Promise<string> {
  const { store, person } = ports
  for (const draft of await store.drafts(person.id)) {
    if (!draft.touched) await store.dropDraft(draft.id)
  }
  const draft = createDraft(definition, person.id)
  if (subject) {
    const writingPorts = await writingPortsFor(ports)
    // One that is too new says so on its own screen.
    const writing = unlessUnknown(() => startWriting(definition, draft, writingPorts))
    const about = writing?.filling
      .steps()
      .flatMap((step) => step.questions)
      .map((ref) => writing.filling.question(ref))
      .find((question) => question.choices.some((choice) => choice.value === subject))
    if (about) writing?.answer(about.ref, subject)
    await writing?.flush()
  }
  if (!draft.touched) await store.keepDraft(draft)
  return draft.id
}
