// Empties the outbox: first every record, small and alone, then its files one by one. Its one rule:
// nothing is "sent" before the server's own receipt names it and the SHA-256 of the bytes that left.

import { SEALED_TYPE, unwritten } from '../api/base64url'
import type { Api, Refused } from '../api/client'
import { type Pace, startPace } from '../api/pace'
import { genuine, sha256 } from '../api/receipt'
import { fetchKeys, knownKeys } from '../api/server-keys'
import type { Receipt } from '../api/wire'
import { now } from '../clock'
import type { OutRecord, RecordStanding } from '../store/records'
import type { OwedFile } from '../store/shelves/travelling'
import type { Store } from '../store/store'
import { newRound, type Round } from './round'
import { sendFile } from './uploading'

export interface Doors {
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

export type Outcome = 'empty' | 'offline' | 'signedOut' | 'later' | 'busy'

export interface Progress {
  id: string
  nth: number
  of: number
  /** Photos follow when all records are there. */
  what?: 'record' | 'photo'
}

export type Watch = (progress: Progress | null) => void

type Step = 'sent' | 'gone' | 'setAside' | 'refused' | 'offered' | 'later' | Stop
type Stop = 'offline' | 'signedOut' | 'wait'

const DECIDED: Step[] = ['sent', 'setAside', 'refused']

/** Try again later; nothing was decided. */
const RETRIABLE = (status: number) => status === 408 || status === 425 || status >= 500

const linePace = startPace()

/** Oldest first. Safe to call at any time, from anywhere, twice: one tab sends at a time. */
export async function sendOutbox(
  doors: Doors,
  watch: Watch = () => undefined,
  round: Round = newRound(),
  pace: Pace = linePace,
): Promise<Outcome> {
  const errand = errandOf(doors, watch, round, pace)
  const { locks } = globalThis.navigator ?? {}
  if (!locks) return errand()
  return locks.request('outbox', { ifAvailable: true }, (lock) =>
    lock ? errand() : ('busy' as const),
  )
}

function errandOf(doors: Doors, watch: Watch, round: Round, pace: Pace) {
  const { store, api, owner } = doors
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
      files = (await store.owedFiles(owner)).filter((each) => !tried.has(keyOf(each)))
    const file = files.shift()
    if (!file) return undefined
    tried.add(keyOf(file))
    photos++
    watch({ id: file.id, nth: photos, of: photos + files.length, what: 'photo' })
    return file
  }

  async function step(): Promise<Step | 'done'> {
    const id = await nextRecord()
    if (id) return (await waitsForAnother(id)) ? 'gone' : sendOne(doors, id, round)
    const file = await nextFile()
    if (!file) return 'done'
    const sent = await sendFile(uploadDoors(doors, round, pace), file)
    if (typeof sent === 'string') return sent
    const refused = await fileRefused(store, file, sent, round)
    return refused === 'offered' ? recordFirst(file) : refused
  }

  /** Its record goes again, and its photos after it: in this round, if it has not gone in it yet. */
  function recordFirst(file: OwedFile): Step {
    files = files.filter(({ id }) => id !== file.id)
    if (tried.has(file.id)) return 'later'
    tried.delete(keyOf(file))
    return 'offered'
  }

  /** A correction goes after the version that it corrects. */
  async function waitsForAnother(id: string): Promise<boolean> {
    const { deprecatedId } = (await store.standing(id)) ?? {}
    return Boolean(deprecatedId) && (await store.waiting(owner)).includes(deprecatedId ?? '')
  }

  return async (): Promise<Outcome> => {
    let outcome: Outcome = 'empty'
    const owes = (await store.waiting(owner)).length || (await store.owedFiles(owner)).length
    // Asked first, so that a record which could not have left at all may still be changed.
    if (owes && !(await api.reach())) return 'offline'
    try {
      for (;;) {
        const result = await step()
        if (result === 'done') return outcome
        if (result === 'offline' || result === 'signedOut') return result
        if (result === 'wait') return 'later'
        if (result === 'later') outcome = 'later'
        if (DECIDED.includes(result)) round.moved = true
      }
    } finally {
      watch(null)
    }
  }
}

const keyOf = ({ id, name }: OwedFile) => `${id}/${name}`

const uploadDoors = (doors: Doors, round: Round, pace: Pace) => ({
  store: doors.store,
  api: doors.api,
  pace,
  genuine: (receipt: Receipt) => ours(doors, receipt),
  moved: () => {
    round.moved = true
  },
})

/** The bytes that travel: its XML, or the envelope in which that lies. */
export const bytesOf = ({ xml, envelope }: OutRecord): Blob =>
  envelope
    ? new Blob([unwritten(envelope)], { type: SEALED_TYPE })
    : new Blob([xml], { type: 'text/xml' })

async function sendOne(doors: Doors, id: string, round: Round): Promise<Step> {
  const { store, api } = doors
  const tried = await store.markTried(id, now())
  if (!tried) return 'gone'
  const bytes = bytesOf(tried)
  const reply = await api.submit(bytes)
  if (reply === 'unreachable') return 'offline'
  if (reply.ok) return settle(doors, tried, bytes, reply.body)
  const stop = later(reply, round)
  if (stop) return stop
  await store.keepRecord({ ...tried, standing: 'setAside', reason: said(reply) })
  return 'setAside'
}

const said = ({ status, code }: Refused) => ({ status, code })

/** A refusal that decides nothing. */
function later(reply: Refused, round: Round): 'signedOut' | 'wait' | 'later' | null {
  round.retryAfter = Math.max(round.retryAfter, reply.retryAfter)
  if (reply.status === 401) return 'signedOut'
  if (reply.status === 429) return 'wait'
  return RETRIABLE(reply.status) || reply.code === 'otherHash' ? 'later' : null
}

async function fileRefused(
  store: Doors['store'],
  { id, name }: OwedFile,
  reply: Refused,
  round: Round,
): Promise<Step> {
  const stop = later(reply, round)
  if (stop) return stop
  const unknown = reply.status === 404
  // The record has a receipt: a server that was set back to an older backup knows nothing of it.
  if (unknown && (await store.offerAgain(id, now()))) return 'offered'
  await store.fileRefused(id, name, unknown ? { status: 404, code: 'photoNoRecord' } : said(reply))
  return 'refused'
}

async function settle(
  doors: Doors,
  record: OutRecord,
  bytes: Blob,
  receipt: Receipt,
): Promise<Step> {
  // Somebody else's "yes" (a captive portal, a cut reply) settles nothing.
  const fits = await covers(receipt, record.id, bytes)
  if (!fits || !(await ours(doors, receipt))) return 'later'
  await doors.store.keepRecord({
    ...record,
    ...(await filesAt(doors, record, receipt)),
    standing: 'sent',
    receipt: receipt.receipt,
    receivedAt: receipt.receivedAt,
    reason: null,
  })
  return 'sent'
}

/** Files that are not here any more: came with an earlier version, or were lost on this phone. */
async function filesAt({ store }: Doors, record: OutRecord, { attachments }: Receipt) {
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
export async function covers(receipt: Receipt, id: string, bytes: Blob): Promise<boolean> {
  if (receipt?.instanceId !== id || !receipt.receipt || !Array.isArray(receipt.attachments))
    return false
  // What is sealed is no longer known here: the receipt names the hash of the envelope too.
  const said = bytes.type === SEALED_TYPE ? receipt.envelopeSha256 : receipt.sha256
  return said === (await sha256(bytes))
}

/** Signed by the server, as far as this phone can know. */
async function ours(doors: Doors, receipt: Receipt): Promise<boolean> {
  const known = (await knownKeys(doors))?.signing ?? []
  const whose = await genuine(receipt, known)
  if (whose !== 'unknown') return whose === 'yes'
  const heard = (await fetchKeys(doors))?.signing ?? []
  return (await genuine(receipt, heard)) === 'yes'
}

/** Back to the queue: she, or the office, has dealt with the reason. What is lost stays lost. */
export const sendAgain = (store: Pick<Store, 'keepRecord'>, record: RecordStanding) =>
  store.keepRecord({
    ...record,
    standing: record.standing === 'sent' ? 'sent' : 'finalized',
    reason: null,
    offeredAgain: '',
    filesRefused: Object.fromEntries(
      Object.entries(record.filesRefused ?? {}).filter(([, { status }]) => status === 0),
    ),
  })
