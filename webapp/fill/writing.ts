// One form being written: the engine's filling, and its draft in the store. Its rule: every answer
// is on the disk within two seconds, and "saved" is said only when the store has said so.

import { type Signal, signal } from '@preact/signals'
import { blobSha256 } from '../api/receipt'
import { knownServerKeys } from '../api/server-keys'
import { currentMilliseconds, now } from '../clock'
import {
  type ChoiceLists,
  type Definition,
  type Filling,
  openFilling,
  type Problem,
} from '../engine'
import { ownEntry, putEntry } from '../entries'
import { reportFault } from '../state/fault'
import { unlessDamaged } from '../store/cipher'
import {
  type DraftRecord,
  type OutboxRecord,
  RECORD_SHAPE,
  type StoredPhoto,
} from '../store/records'
import { type Store, StoreFault } from '../store/store'
import { sealRecord } from '../vault/sealed-record'
import { answersByRef } from './correction'

export type SaveState = 'saved' | 'writing' | 'failed'

/** Typing rests this long before it is written down; far below the two seconds promised. */
const SAVE_DEBOUNCE = 400
const SAVE_RETRY_WAIT = 3_000

export interface WritingPorts {
  store: Pick<Store, 'keepDraft' | 'keepPhoto' | 'photo' | 'finish' | 'setting' | 'keepSetting'>
  lists: ChoiceLists
  username: string
  deviceId: string
  language: string
}

export interface FormWriting {
  /** What the form asks of a phone, '' where it is like any other. */
  protection: Definition['protection'] | ''
  filling: Filling
  draft: DraftRecord
  saved: Signal<SaveState>
  /** Counts up with every answer, so that what depends on answers is shown again. */
  turn: Signal<number>
  answer(ref: string, value: string): void
  attach(ref: string, photo: Omit<StoredPhoto, 'instanceId' | 'name' | 'owner'>): Promise<void>
  photo(name: string): Promise<StoredPhoto | undefined>
  at(step: number): void
  /** She asks for the questions too that nobody pointed at. */
  openAll(): void
  /** Write down what is not written down yet. Throws the store's fault. */
  flush(): Promise<void>
  /** Frozen as a record, or the problems that are in the way. */
  finish(): Promise<Problem[]>
}

export function startWriting(
  definition: Definition,
  draft: DraftRecord,
  desk: WritingPorts,
): FormWriting {
  const filling = fillingOfDraft(definition, draft, desk)
  // Before anything is changed in it: this is what was sent back.
  if (draft.correction && !draft.correction.stood) draft.correction.stood = answersByRef(filling)
  const saving = startSaving(filling, draft, desk.store)
  const { changed } = saving
  return {
    protection: definition.protection ?? '',
    filling,
    draft,
    saved: saving.saved,
    turn: saving.turn,
    answer(ref, value) {
      if (filling.question(ref).value === value) return
      filling.answer(ref, value)
      changed()
    },
    async attach(ref, photo) {
      const name = `${currentMilliseconds()}.jpg`
      await desk.store.keepPhoto({ ...photo, instanceId: draft.id, owner: draft.owner, name })
      filling.answer(ref, name)
      changed()
      await saving.save()
    },
    photo: (name) => desk.store.photo(draft.id, name),
    at(step) {
      if (draft.step === step) return
      draft.step = step
      saving.worthKeeping(draft.touched)
    },
    openAll() {
      if (!draft.correction) return
      draft.correction = { ...draft.correction, all: true }
      changed()
    },
    flush: saving.save,
    async finish() {
      await saving.save()
      const final = filling.finalize(now())
      if (final.problems.length) return final.problems
      await saving.last(() => keepFinished(definition, draft, filling, final, desk))
      return []
    },
  }
}

function fillingOfDraft(definition: Definition, draft: DraftRecord, desk: WritingPorts): Filling {
  return openFilling(definition, {
    lists: desk.lists,
    now: now(),
    instanceId: draft.id,
    deprecatedId: draft.deprecatedId,
    uuid: () => crypto.randomUUID(),
    username: desk.username,
    deviceId: desk.deviceId,
    language: desk.language,
    ...(draft.touched ? { draft: draft.draft } : {}),
  })
}

/** Debounce: typing rests a moment, then the draft goes to the disk; after a failure once more. */
function startSaving(filling: Filling, draft: DraftRecord, store: WritingPorts['store']) {
  const saved = signal<SaveState>('saved')
  const turn = signal(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = false
  let chain: Promise<void> = Promise.resolve()
  let finished = false

  function save(): Promise<void> {
    clearTimeout(timer)
    // One write after the other, each with what is newest by then.
    chain = chain.catch(() => undefined).then(keep)
    return chain
  }

  async function keep(): Promise<void> {
    if (!dirty || finished) return
    dirty = false
    const { title } = filling
    Object.assign(draft, { draft: filling.draft(), title, savedAt: now() })
    try {
      await store.keepDraft({ ...draft })
      if (!dirty) saved.value = 'saved'
    } catch (error) {
      dirty = true
      saved.value = 'failed'
      // There may be room again, or the connection back, before she types the next letter.
      timer = setTimeout(inTime, SAVE_RETRY_WAIT)
      throw error
    }
  }

  const inTime = () => void save().catch(reportFault)

  function changed(): void {
    dirty = true
    draft.touched = true
    saved.value = 'writing'
    turn.value++
    clearTimeout(timer)
    timer = setTimeout(inTime, SAVE_DEBOUNCE)
  }

  /** After this nothing is saved any more, unless it fails. */
  async function last(work: () => Promise<void>): Promise<void> {
    finished = true
    await work().catch((error: unknown) => {
      finished = false
      throw error
    })
  }

  const worthKeeping = (yes: boolean) => {
    dirty = yes
  }
  return { saved, turn, save, changed, last, worthKeeping }
}

async function keepFinished(
  definition: Definition,
  draft: DraftRecord,
  filling: Filling,
  final: FinalFilling,
  desk: WritingPorts,
): Promise<void> {
  const hashes = await photoHashesOf(desk.store, draft.id, final.attachments)
  const record = recordFromFilling(draft, definition, filling, final, desk.lists)
  if (definition.protection === 'sealed') await finishSealed(desk.store, record)
  else await desk.store.finish({ ...record, hashes })
}

/** Of the very bytes that will travel: a picture that changes after this is no longer that picture. */
async function photoHashesOf(store: WritingPorts['store'], id: string, names: string[]) {
  const hashes: Record<string, string> = {}
  for (const name of names) {
    // One that does not open any more is told by name when its turn to travel comes.
    const photo = await store.photo(id, name).catch(unlessDamaged(undefined))
    if (photo) putEntry(hashes, name, await blobSha256(photo.blob))
  }
  return hashes
}

/** From here on nobody reads it on this phone. Throws where it knows no key to seal it to. */
async function finishSealed(store: WritingPorts['store'], record: OutboxRecord): Promise<void> {
  const to = (await knownServerKeys({ store }))?.sealing
  if (!to) throw new StoreFault('lost', new Error('No key of the server is known here.'))
  const photos = await Promise.all(
    record.attachments.map((name) => store.photo(record.id, name).catch(unlessDamaged(undefined))),
  )
  const here = photos.filter((photo) => photo !== undefined)
  const left = await sealRecord(to, record, here)
  const hashes: Record<string, string> = {}
  for (const { name, blob } of left.photos) putEntry(hashes, name, await blobSha256(blob))
  await store.finish({ ...left.record, hashes }, left.photos)
}

type FinalFilling = ReturnType<Filling['finalize']>

function recordFromFilling(
  draft: DraftRecord,
  definition: Definition,
  filling: Filling,
  final: FinalFilling,
  lists: ChoiceLists,
): OutboxRecord {
  const { id, owner, formId, formVersion, formName, deprecatedId, rootId, correction } = draft
  const answered = filling.draft()
  return {
    id,
    shape: RECORD_SHAPE,
    owner,
    formId,
    formVersion,
    formName,
    title: final.title,
    deprecatedId,
    rootId,
    correction: correction ?? null,
    draft: answered,
    standing: 'finalized',
    xml: final.xml,
    attachments: final.attachments,
    orgUnit: final.orgUnit,
    entities: final.entities,
    subjects: subjectsOf(definition, answered.answers, lists),
    day: dayOfRecord(definition, answered.answers),
    finalizedAt: now(),
    triedAt: '',
    attempts: 0,
    reason: null,
    receipt: '',
    receivedAt: '',
  }
}

/** The standing things that were chosen from lists: the team whose meeting this was. */
function subjectsOf(definition: Definition, answers: Record<string, string>, lists: ChoiceLists) {
  const things = definition.lists.filter((name) => name !== 'org_units')
  const known = new Set(
    things.flatMap((name) => (ownEntry(lists, name) ?? []).map((row) => row.name)),
  )
  return Object.values(answers).filter((value) => value && known.has(value))
}

/** The first day that was asked for is the day it took place. */
function dayOfRecord(definition: Definition, answers: Record<string, string>): string {
  const asked = definition.nodes.find(
    (node) => node.type === 'date' && !node.preload && ownEntry(answers, node.ref),
  )
  return (asked && ownEntry(answers, asked.ref)) || now().slice(0, 10)
}

/** Problems of one step only. */
export const problemsOf = (filling: Filling, refs: string[]): Problem[] =>
  refs.map((ref) => filling.question(ref)).flatMap(({ problem }) => (problem ? [problem] : []))
