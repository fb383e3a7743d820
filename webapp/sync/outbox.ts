// Empties the outbox: first every record, small and alone, then its files one by one. Its one rule:
// nothing is "sent" before the server's own receipt names it and the SHA-256 of the bytes that left.

import { fromBase64Url, SEALED_MEDIA_TYPE } from '../api/base64url'
import type { Api, RefusedReply } from '../api/client'
import { startUploadPace, type UploadPace } from '../api/pace'
import { blobSha256, checkReceiptSignature } from '../api/receipt'
import { fetchServerKeys, knownServerKeys } from '../api/server-keys'
import type { Receipt } from '../api/wire'
import { now } from '../clock'
import type { OutboxRecord, RecordStanding } from '../store/records'
import type { OwedFile } from '../store/shelves/travelling'
import type { Store } from '../store/store'
import { newSendingRound, type SendingRound } from './round'
import { uploadFile } from './uploading'

export interface SyncPorts {
  store: Pick<
    Store,
    | 'waiting'
    | 'standing'
    | 'record'
    | 'markTried'
    | 'keepRecord'
    | 'photo'
    | 'photoNames'
    | 'owedFiles'
    | 'fileReceived'
    | 'fileRefused'
    | 'offerAgain'
    | 'setting'
    | 'keepSetting'
  >
  api: Pick<Api, 'submit' | 'reach' | 'fileSoFar' | 'sendPart' | 'keys'>
  /** Whose records: nobody's work is ever sent under another person's sign-in. */
  owner: number
}

export type SendOutcome = 'empty' | 'offline' | 'signedOut' | 'later' | 'busy'

export interface SendProgress {
  id: string
  nth: number
  of: number
  /** Photos follow when all records are there. */
  what?: 'record' | 'photo'
}

export type ProgressWatcher = (progress: SendProgress | null) => void

type SendStep = 'sent' | 'gone' | 'setAside' | 'refused' | 'offered' | 'later' | SendStop
type SendStop = 'offline' | 'signedOut' | 'wait'

const DECIDED_STEPS: SendStep[] = ['sent', 'setAside', 'refused']

/** Try again later; nothing was decided. */
const isRetriable = (status: number) => status === 408 || status === 425 || status >= 500

const linePace = startUploadPace()

/** Oldest first. Safe to call at any time, from anywhere, twice: one tab sends at a time. */
export async function sendOutbox(
  ports: SyncPorts,
  watch: ProgressWatcher = () => undefined,
  round: SendingRound = newSendingRound(),
  pace: UploadPace = linePace,
): Promise<SendOutcome> {
  const errand = prepareSending(ports, watch, round, pace)
  const { locks } = globalThis.navigator ?? {}
  if (!locks) return errand()
  return locks.request('outbox', { ifAvailable: true }, (lock) =>
    lock ? errand() : ('busy' as const),
  )
}

/** A correction goes after the version that it corrects. */
async function waitsForAnother({ store, owner }: SyncPorts, id: string): Promise<boolean> {
  const { deprecatedId } = (await store.standing(id)) ?? {}
  return Boolean(deprecatedId) && (await store.waiting(owner)).includes(deprecatedId ?? '')
}

function prepareSending(
  ports: SyncPorts,
  watch: ProgressWatcher,
  round: SendingRound,
  pace: UploadPace,
) {
  const { store, api, owner } = ports
  const tried = new Set<string>()
  let files: OwedFile[] = []
  let photos = 0

  /** Asked again each time: she may finish another one while this one travels. */
  async function nextRecord(): Promise<string | undefined> {
    const waiting = await store.waiting(owner)
    const id = waiting.find((each) => !tried.has(each))
    if (!id) return undefined
    tried.add(id)
    watch({ id, nth: tried.size, of: tried.size + waiting.length - 1, what: 'record' })
    return id
  }

  async function nextFile(): Promise<OwedFile | undefined> {
    if (!files.length)
      files = (await store.owedFiles(owner)).filter((each) => !tried.has(fileKey(each)))
    const file = files.shift()
    if (!file) return undefined
    tried.add(fileKey(file))
    photos++
    watch({ id: file.id, nth: photos, of: photos + files.length, what: 'photo' })
    return file
  }

  async function step(): Promise<SendStep | 'done'> {
    const id = await nextRecord()
    if (id) return (await waitsForAnother(ports, id)) ? 'gone' : sendRecord(ports, id, round)
    const file = await nextFile()
    if (!file) return 'done'
    const sent = await uploadFile(uploadPortsFor(ports, round, pace), file)
    if (typeof sent === 'string') return sent
    const refused = await handleFileRefusal(store, file, sent, round)
    return refused === 'offered' ? recordFirst(file) : refused
  }

  /** Its record goes again, and its photos after it: in this round, if it has not gone in it yet. */
  function recordFirst(file: OwedFile): SendStep {
    files = files.filter(({ id }) => id !== file.id)
    if (tried.has(file.id)) return 'later'
    tried.delete(fileKey(file))
    return 'offered'
  }

  return async (): Promise<SendOutcome> => {
    const owes = (await store.waiting(owner)).length || (await store.owedFiles(owner)).length
    // Asked first, so that a record which could not have left at all may still be changed.
    if (owes && !(await api.reach())) return 'offline'
    return sendStepByStep(step, round).finally(() => watch(null))
  }
}

async function sendStepByStep(
  step: () => Promise<SendStep | 'done'>,
  round: SendingRound,
): Promise<SendOutcome> {
  let outcome: SendOutcome = 'empty'
  for (;;) {
    const result = await step()
    if (result === 'done') return outcome
    if (result === 'offline' || result === 'signedOut') return result
    if (result === 'wait') return 'later'
    if (result === 'later') outcome = 'later'
    if (DECIDED_STEPS.includes(result)) round.moved = true
  }
}

const fileKey = ({ id, name }: OwedFile) => `${id}/${name}`

const uploadPortsFor = (ports: SyncPorts, round: SendingRound, pace: UploadPace) => ({
  store: ports.store,
  api: ports.api,
  pace,
  genuine: (receipt: Receipt) => isServerReceipt(ports, receipt),
  moved: () => {
    round.moved = true
  },
})

/** The bytes that travel: its XML, or the envelope in which that lies. */
export const recordBytes = ({ xml, envelope }: OutboxRecord): Blob =>
  envelope
    ? new Blob([fromBase64Url(envelope)], { type: SEALED_MEDIA_TYPE })
    : new Blob([xml], { type: 'text/xml' })

async function sendRecord(ports: SyncPorts, id: string, round: SendingRound): Promise<SendStep> {
  const { store, api } = ports
  const tried = await store.markTried(id, now())
  if (!tried) return 'gone'
  const bytes = recordBytes(tried)
  const reply = await api.submit(bytes)
  if (reply === 'unreachable') return 'offline'
  if (reply.ok) return settleRecord(ports, tried, bytes, reply.body)
  const stop = undecidedStep(reply, round)
  if (stop) return stop
  await store.keepRecord({ ...tried, standing: 'setAside', reason: toSendRefusal(reply) })
  return 'setAside'
}

const toSendRefusal = ({ status, code }: RefusedReply) => ({ status, code })

/** A refusal that decides nothing. */
function undecidedStep(
  reply: RefusedReply,
  round: SendingRound,
): 'signedOut' | 'wait' | 'later' | null {
  round.retryAfter = Math.max(round.retryAfter, reply.retryAfter)
  if (reply.status === 401) return 'signedOut'
  if (reply.status === 429) return 'wait'
  return isRetriable(reply.status) || reply.code === 'otherHash' ? 'later' : null
}

async function handleFileRefusal(
  store: SyncPorts['store'],
  { id, name }: OwedFile,
  reply: RefusedReply,
  round: SendingRound,
): Promise<SendStep> {
  const stop = undecidedStep(reply, round)
  if (stop) return stop
  const unknown = reply.status === 404
  // The record has a receipt: a server that was set back to an older backup knows nothing of it.
  if (unknown && (await store.offerAgain(id, now()))) return 'offered'
  await store.fileRefused(
    id,
    name,
    unknown ? { status: 404, code: 'photoNoRecord' } : toSendRefusal(reply),
  )
  return 'refused'
}

async function settleRecord(
  ports: SyncPorts,
  record: OutboxRecord,
  bytes: Blob,
  receipt: Receipt,
): Promise<SendStep> {
  // Somebody else's "yes" (a captive portal, a cut reply) settles nothing.
  const fits = await isReceiptFor(receipt, record.id, bytes)
  if (!fits || !(await isServerReceipt(ports, receipt))) return 'later'
  await ports.store.keepRecord({
    ...record,
    ...(await settleMissingFiles(ports, record, receipt)),
    standing: 'sent',
    receipt: receipt.receipt,
    receivedAt: receipt.receivedAt,
    reason: null,
  })
  return 'sent'
}

/** Files that are not here any more: came with an earlier version, or were lost on this phone. */
async function settleMissingFiles(
  { store }: SyncPorts,
  record: OutboxRecord,
  { attachments }: Receipt,
) {
  const here = await store.photoNames(record.id)
  const away = record.attachments.filter((name) => !here.includes(name))
  const there = away.filter((name) => attachments.some((each) => each.name === name && each.sha256))
  const lost = away.filter((name) => !there.includes(name))
  return {
    filesReceived: there,
    filesRefused: Object.fromEntries(
      lost.map((name) => [name, { status: 0, code: 'photoLostHere' }]),
    ),
  }
}

/** Does this receipt speak of exactly what was sent? */
export async function isReceiptFor(receipt: Receipt, id: string, bytes: Blob): Promise<boolean> {
  if (receipt?.instanceId !== id || !receipt.receipt || !Array.isArray(receipt.attachments))
    return false
  // What is sealed is no longer known here: the receipt names the hash of the envelope too.
  const said = bytes.type === SEALED_MEDIA_TYPE ? receipt.envelopeSha256 : receipt.sha256
  return said === (await blobSha256(bytes))
}

/** Signed by the server, as far as this phone can know. */
async function isServerReceipt(ports: SyncPorts, receipt: Receipt): Promise<boolean> {
  const known = (await knownServerKeys(ports))?.signing ?? []
  const whose = await checkReceiptSignature(receipt, known)
  if (whose !== 'unknown') return whose === 'yes'
  const heard = (await fetchServerKeys(ports))?.signing ?? []
  return (await checkReceiptSignature(receipt, heard)) === 'yes'
}

/** Back to the queue: she, or the office, has dealt with the reason. What is lost stays lost. */
export const requeueRecord = (store: Pick<Store, 'keepRecord'>, record: RecordStanding) =>
  store.keepRecord({
    ...record,
    standing: record.standing === 'sent' ? 'sent' : 'finalized',
    reason: null,
    offeredAgain: '',
    filesRefused: Object.fromEntries(
      Object.entries(record.filesRefused ?? {}).filter(([, { status }]) => status === 0),
    ),
  })
