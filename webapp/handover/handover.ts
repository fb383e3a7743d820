// A team's work on its way to a new leader: what is asked of the server, and the drafts that travel.
// Its rule: a draft leaves this phone only when the other one has said that it keeps it.

import { toBase64Url } from '../api/base64url'
import { fetchServerKeys, knownServerKeys } from '../api/server-keys'
import type { Handover } from '../api/wire'
import { now } from '../clock'
import type { AppPorts } from '../ports'
import { definitionForDraft } from '../state/definitions'
import { COPY_NAMES } from '../state/ledger'
import { type DraftRecord, RECORD_SHAPE } from '../store/records'
import { sealEnvelope } from '../vault/envelope'

type HandoverPorts = Pick<AppPorts, 'store' | 'api' | 'person' | 'ledger'>
type SentDrafts = { id: string; savedAt: string }[]

const handoverPath = (id: number, more = '') => `/v1/handovers/${id}${more}`
const sentDraftsCopyName = (id: number) => `handover/${id}`

/** Only a first version of a plain form: what was sent back, or is protected, stays where it is. */
export function draftsToHandOver({ ledger }: Pick<HandoverPorts, 'ledger'>): DraftRecord[] {
  const kept = ledger.definitions.value.filter(({ protection }) => protection)
  const stays = new Set(kept.map(({ formId }) => formId))
  return ledger.drafts.value.filter(
    (draft) => !draft.deprecatedId && !draft.correction && !stays.has(draft.formId),
  )
}

/** As it lies in the envelope: whose it was, on which phone, and its photos stay behind. */
async function packDraft(ports: HandoverPorts, draft: DraftRecord): Promise<DraftRecord | null> {
  const definition = await definitionForDraft(ports, draft)
  if (!definition || definition.protection) return null
  const behind = definition.nodes.filter(
    ({ type, preload }) => type === 'binary' || preload === 'username' || preload === 'deviceid',
  )
  const refs = new Set(behind.map(({ ref }) => ref))
  // A row of a repeat is named by its number, its question is not.
  const stays = (ref: string) => refs.has(ref.replace(/\[\d+\]/g, ''))
  const kept = Object.entries(draft.draft.answers).filter(([ref]) => !stays(ref))
  return { ...draft, draft: { ...draft.draft, answers: Object.fromEntries(kept) } }
}

/** The code of what went wrong, '' when they are there. */
export async function sendDrafts(
  ports: HandoverPorts,
  id: number,
  drafts: DraftRecord[],
): Promise<string> {
  const keys = (await fetchServerKeys(ports)) ?? (await knownServerKeys(ports))
  if (!keys) return 'unreachable'
  const found = await Promise.all(drafts.map((draft) => packDraft(ports, draft)))
  const content = found.filter((each) => each !== null)
  const bytes = new TextEncoder().encode(JSON.stringify(content))
  const sealed = await sealEnvelope(keys.sealing, `handover:${id}`, bytes)
  const envelope = encodeInPieces(new Uint8Array(await sealed.arrayBuffer()))
  // Written down before they leave: a lost reply must not leave two of each behind.
  const body: SentDrafts = content.map((draft) => ({ id: draft.id, savedAt: draft.savedAt }))
  await ports.store.keepCopy({ ...sentDraftsCopy(ports, id), body })
  const reply = await ports.api.line.send('PUT', handoverPath(id, '/drafts'), { envelope })
  if (reply === 'unreachable') return 'unreachable'
  return reply.ok ? '' : reply.code
}

/** A multiple of three, so that the pieces of base64 join; few enough for one call. */
const BASE64_PIECE_BYTES = 30_000

function encodeInPieces(content: Uint8Array<ArrayBuffer>): string {
  const starts = Array.from(
    { length: Math.ceil(content.length / BASE64_PIECE_BYTES) },
    (_, n) => n * BASE64_PIECE_BYTES,
  )
  return starts.map((from) => toBase64Url(content.slice(from, from + BASE64_PIECE_BYTES))).join('')
}

const sentDraftsCopy = ({ person }: HandoverPorts, id: number) => ({
  owner: person.id,
  what: sentDraftsCopyName(id),
  etag: '',
  at: now(),
})

/**
 * What became hers since: drafts of the former leader come, and drafts that have arrived go. True
 * when the server knows more by it.
 */
export async function settleHandovers(
  ports: HandoverPorts,
  handovers: Handover[],
): Promise<boolean> {
  let told = false
  for (const one of handovers) {
    if (one.state !== 'taken') continue
    if (one.as === 'taker' && one.draftsWaiting) told = (await fetchDrafts(ports, one.id)) || told
    if (one.as === 'giver' && one.draftsKeptAt) await dropHandedOverDrafts(ports, one.id)
  }
  return told
}

async function fetchDrafts(ports: HandoverPorts, id: number): Promise<boolean> {
  const { store, api, person, ledger } = ports
  const reply = await api.line.get<{ drafts: DraftRecord[] }>(handoverPath(id, '/drafts'))
  if (reply === 'unreachable' || !reply.ok) return false
  for (const draft of reply.body.drafts.filter(isDraftRecord)) {
    // Come once already: she may have gone on writing, or finished it.
    if ((await isDraftKeptHere(ports, draft)) || (await store.standing(draft.id))) continue
    await store.keepDraft({ ...draft, shape: RECORD_SHAPE, owner: person.id, correction: null })
  }
  await ledger.reloadWork()
  const told = await api.line.send('DELETE', handoverPath(id, '/drafts'))
  return told !== 'unreachable' && told.ok
}

/** The former leader's own, on a phone that they share, is the new one's now, unless she went on. */
async function isDraftKeptHere(
  { store, person }: HandoverPorts,
  { id, savedAt }: DraftRecord,
): Promise<boolean> {
  const here = await store.draftStanding(id)
  return here !== undefined && (here.owner === person.id || here.savedAt !== savedAt)
}

/** It was written by another phone: what is no draft is not kept as one. */
function isDraftRecord(said: Partial<DraftRecord>): said is DraftRecord {
  const texts = [said.id, said.formId, said.formVersion, said.formName, said.savedAt]
  const { answers } = said.draft ?? {}
  return (
    texts.every((each) => typeof each === 'string') && Boolean(answers) && isPlainObject(answers)
  )
}

const isPlainObject = (said: unknown) => typeof said === 'object' && !Array.isArray(said)

/** The new leader's phone keeps them. What the former one changed since stays here too. */
async function dropHandedOverDrafts(ports: HandoverPorts, id: number): Promise<void> {
  const { store, person, ledger } = ports
  const sent =
    ((await store.copy(person.id, sentDraftsCopyName(id)))?.body as SentDrafts | undefined) ?? []
  for (const one of sent) {
    const draft = await store.draftStanding(one.id)
    if (draft?.owner === person.id && draft.savedAt === one.savedAt) await store.dropDraft(one.id)
  }
  if (!sent.length) return
  await store.keepCopy({ ...sentDraftsCopy(ports, id), body: [] })
  await ledger.reloadWork()
}

interface HandoverOffer {
  orgUnitId: string
  taker: string
  giverId?: number
}

export const offerHandover = ({ api }: HandoverPorts, said: HandoverOffer) =>
  api.line.send<Handover>('POST', '/v1/handovers', said)

export const withdrawHandover = ({ api }: HandoverPorts, id: number) =>
  api.line.send<Handover>('DELETE', handoverPath(id))

/** From now on the team is hers; forms and lists follow with the next refresh. */
export const takeHandover = ({ api }: HandoverPorts, id: number) =>
  api.line.send<Handover>('POST', handoverPath(id, '/confirmations'))

export const listHandovers = ({ api }: Pick<HandoverPorts, 'api'>) =>
  api.line.get<{ items: Handover[] }>('/v1/handovers')

/** What home shows is told anew too. */
export async function keepOwnHandovers(
  { store, person, ledger }: HandoverPorts,
  items: Handover[],
): Promise<void> {
  const body = { items: items.filter((one) => one.as !== 'supervisor') }
  const what = COPY_NAMES.handovers
  await store.keepCopy({ owner: person.id, what, etag: '', at: now(), body })
  await ledger.reloadCopies()
}
