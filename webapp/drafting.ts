// How a draft begins: empty, from a returned record, or from a finished one that has not travelled.

import type { Api } from './api'
import { now } from './clock'
import type { Definition } from './engine'
import { type DraftRecord, type OutRecord, SHAPE } from './records'
import type { Item } from './standing'
import type { Store } from './store'
import type { Detail } from './wire'

export const newId = () => `uuid:${crypto.randomUUID()}`

export function freshDraft(definition: Definition, owner: number): DraftRecord {
  const id = newId()
  const { formId, version } = definition
  const at = now()
  return {
    id,
    shape: SHAPE,
    owner,
    formId,
    formVersion: version,
    formName: definition.title,
    title: '',
    deprecatedId: '',
    rootId: id,
    draft: { formId, version, answers: {}, rows: {} },
    step: 0,
    touched: false,
    startedAt: at,
    savedAt: at,
  }
}

/** Back to writing, under the same id: it never left this phone. */
export function reopened(record: OutRecord): DraftRecord {
  const { id, owner, formId, formVersion, formName, title, deprecatedId, rootId, draft } = record
  const at = now()
  const where = { step: 0, touched: true, startedAt: at, savedAt: at }
  return {
    id,
    shape: SHAPE,
    owner,
    formId,
    formVersion,
    formName,
    title,
    deprecatedId,
    rootId,
    draft,
    ...where,
  }
}

type Doors = { store: Store; api: Api }

/**
 * A new version of a returned record: a new id that names the version it replaces. The answers
 * come from this phone, or from the commune where this phone no longer has them.
 * '' when neither can be had now.
 */
export async function newVersion(doors: Doors, item: Item, definition: Definition, owner: number) {
  const { submission, record } = item
  const replaced = submission?.currentVersion.instanceId ?? record?.id
  if (!replaced) return ''
  const draft = freshDraft(definition, owner)
  draft.deprecatedId = replaced
  draft.rootId = item.id
  draft.title = item.title
  draft.touched = true
  if (record?.id === replaced) {
    draft.draft = record.draft
    draft.formVersion = record.formVersion
    await copyPhotos(doors, record, draft.id)
  } else {
    const reply = await doors.api.record(submission?.xmlFormId ?? definition.formId, item.id)
    if (reply === 'unreachable' || !reply.ok) return ''
    draft.draft.answers = answersOf(reply.body)
    await fetchPhotos(doors, reply.body, draft.id)
  }
  await doors.store.keepDraft(draft)
  return draft.id
}

const answersOf = (detail: Detail) =>
  Object.fromEntries(detail.answers.map(({ ref, value }) => [ref, value]))

async function copyPhotos({ store }: Doors, record: OutRecord, to: string): Promise<void> {
  for (const name of record.attachments) {
    const photo = await store.photo(record.id, name)
    if (photo) await store.keepPhoto({ ...photo, instanceId: to })
  }
}

async function fetchPhotos({ store, api }: Doors, detail: Detail, to: string): Promise<void> {
  const names = detail.answers.flatMap(({ attachment }) => (attachment ? [attachment] : []))
  for (const name of names) {
    const blob = await api.photo(detail.xmlFormId, detail.instanceId, name)
    if (blob) await store.keepPhoto({ instanceId: to, name, blob, width: 0, height: 0 })
  }
}
