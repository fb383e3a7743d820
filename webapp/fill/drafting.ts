// How a draft begins: empty, from a returned record, or from a finished one that has not travelled.

import type { Api } from '../api/client'
import type { Remark } from '../api/wire'
import { now } from '../clock'
import type { Definition, Draft } from '../engine'
import { ownEntry, putEntry } from '../entries'
import type { RecordItem } from '../state/standing'
import { unlessDamaged } from '../store/cipher'
import { type DraftRecord, type OutboxRecord, RECORD_SHAPE } from '../store/records'
import type { Store } from '../store/store'
import { startCorrection } from './correction'

const newInstanceId = () => `uuid:${crypto.randomUUID()}`

export function createDraft(definition: Definition, owner: number): DraftRecord {
  const id = newInstanceId()
  const { formId, version } = definition
  const at = now()
  return {
    id,
    shape: RECORD_SHAPE,
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
export function draftFromRecord(record: OutboxRecord): DraftRecord {
  const { id, owner, formId, formVersion, formName, title, deprecatedId, rootId, draft } = record
  const at = now()
  const where = { step: 0, touched: true, startedAt: at, savedAt: at }
  return {
    id,
    shape: RECORD_SHAPE,
    owner,
    formId,
    formVersion,
    formName,
    title,
    deprecatedId,
    rootId,
    draft,
    correction: record.correction ?? null,
    ...where,
  }
}

/** What was said since she began. A draft that was begun without remarks stays open as a whole. */
export async function addRemarksToDraft(
  store: Pick<Store, 'keepDraft'>,
  draft: DraftRecord,
  remarks: Remark[],
): Promise<void> {
  if (!remarks.length) return
  const before = draft.correction ?? { stood: null, all: true }
  await store.keepDraft({ ...draft, correction: { ...before, remarks } })
}

type DraftPorts = { store: Store; api: Api }

/** The newest version: ours, unless the commune knows a later one. */
function replacedInstanceId({ record, submission }: RecordItem): string {
  const current = submission?.currentVersion.instanceId
  const older = !current || current === record?.deprecatedId
  return record && older ? record.id : (current ?? '')
}

/**
 * A new version of a finished record: a new id that names the version it replaces. The answers
 * come from this phone, or from the commune where this phone no longer has them.
 * '' when neither can be had now.
 */
export async function draftNewVersion(
  ports: DraftPorts,
  item: RecordItem,
  definition: Definition,
  owner: number,
) {
  const { submission, record } = item
  const draft = createDraft(definition, owner)
  Object.assign(draft, {
    deprecatedId: replacedInstanceId(item),
    rootId: item.id,
    title: item.title,
    touched: true,
    correction: startCorrection(item.remarks),
  })
  const newest = record?.id === draft.deprecatedId ? record.id : ''
  const here = newest && (await ports.store.record(newest).catch(unlessDamaged(undefined)))
  if (here) {
    draft.draft = here.draft
    draft.formVersion = here.formVersion
    await copyPhotos(ports, here, draft)
  } else {
    const form = submission?.xmlFormId ?? definition.formId
    const xml = await ports.api.xml(form, item.id)
    if (!xml) return ''
    draft.draft = draftFromXml(xml.documentElement, definition)
    await fetchPhotos(ports, form, item.id, photoNamesIn(draft, definition), draft)
  }
  await ports.store.keepDraft(draft)
  return draft.id
}

/** Said anew by every version. */
const VERSION_META_FIELDS = ['instanceID', 'instanceName', 'deprecatedID']

/** What a record says, as a draft of this form: refs as the engine writes them, /data/visit[2]/note. */
function draftFromXml(root: Element, definition: Definition): Draft {
  const repeats = new Set(
    definition.nodes.filter((node) => node.kind === 'repeat').map((node) => node.ref),
  )
  const { formId, version } = definition
  const draft: Draft = { formId, version, answers: {}, rows: {} }
  function read(element: Element, ref: string, plainRef: string): void {
    for (const { localName, value } of element.attributes)
      putEntry(draft.answers, `${ref}/@${localName}`, value)
    for (const part of element.children) {
      const plain = `${plainRef}/${part.localName}`
      const list = `${ref}/${part.localName}`
      if (!repeats.has(plain)) read(part, list, plain)
      else {
        const row = (ownEntry(draft.rows, list) ?? 0) + 1
        putEntry(draft.rows, list, row)
        read(part, `${list}[${row}]`, plain)
      }
    }
    if (!element.children.length && !VERSION_META_FIELDS.includes(element.localName))
      putEntry(draft.answers, ref, element.textContent ?? '')
  }
  read(root, `/${root.localName}`, `/${root.localName}`)
  return draft
}

/** The files that a draft speaks of. */
const photoNamesIn = ({ draft }: DraftRecord, definition: Definition) =>
  definition.nodes
    .filter((node) => node.type === 'binary')
    .flatMap((node) => ownEntry(draft.answers, node.ref) || [])

async function copyPhotos(
  { store }: DraftPorts,
  record: OutboxRecord,
  to: DraftRecord,
): Promise<void> {
  for (const name of record.attachments) {
    const photo = await store.photo(record.id, name).catch(unlessDamaged(undefined))
    if (photo) await store.keepPhoto({ ...photo, instanceId: to.id, owner: to.owner })
  }
}

async function fetchPhotos(
  { store, api }: DraftPorts,
  form: string,
  from: string,
  names: string[],
  { id: instanceId, owner }: DraftRecord,
): Promise<void> {
  for (const name of names) {
    const blob = await api.photo(form, from, name)
    if (blob) await store.keepPhoto({ instanceId, owner, name, blob, width: 0, height: 0 })
  }
}
