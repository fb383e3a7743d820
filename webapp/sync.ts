// Empties the outbox. Its one rule: a record is "sent" only when the server's receipt names it and
// the SHA-256 of the very bytes that left this phone, for the record and for each of its files.

import type { Api, Parcel, Refused, Said } from './api'
import { now } from './clock'
import type { OutRecord, RecordStanding } from './records'
import type { Store } from './store'
import type { Receipt } from './wire'

export interface Doors {
  store: Pick<Store, 'waiting' | 'standing' | 'markTried' | 'keepRecord' | 'photo'>
  api: Pick<Api, 'submit' | 'reach'>
  /** Whose records: nobody's work is ever sent under another person's sign-in. */
  owner: number
}

export type Outcome = 'empty' | 'offline' | 'signedOut' | 'later' | 'busy'

export interface Progress {
  id: string
  nth: number
  of: number
}

type Step = 'sent' | 'gone' | 'setAside' | 'later' | 'offline' | 'signedOut' | 'wait'

/** Try again later; nothing was decided about the record. */
const RETRIABLE = (status: number) => status === 408 || status === 425 || status >= 500

/** Oldest first. Safe to call at any time, from anywhere, twice: one tab sends at a time. */
export async function sendOutbox(
  doors: Doors,
  watch: (progress: Progress | null) => void = () => undefined,
): Promise<Outcome> {
  if (!globalThis.navigator?.locks) return emptied(doors, watch)
  return navigator.locks.request('outbox', { ifAvailable: true }, (lock) =>
    lock ? emptied(doors, watch) : ('busy' as const),
  )
}

async function emptied(doors: Doors, watch: (progress: Progress | null) => void): Promise<Outcome> {
  const { store, api, owner } = doors
  const tried = new Set<string>()
  let outcome: Outcome = 'empty'
  // Asked first, so that a record which could not have left at all may still be changed.
  if ((await store.waiting(owner)).length && !(await api.reach())) return 'offline'
  try {
    for (;;) {
      // Asked again each time: she may finish another one while this one travels.
      const waiting = await store.waiting(owner)
      const id = waiting.find((each) => !tried.has(each))
      if (!id) return outcome
      tried.add(id)
      // A correction goes after the version that it corrects.
      if (waiting.includes((await store.standing(id))?.deprecatedId ?? '')) continue
      watch({ id, nth: tried.size, of: tried.size + waiting.length - 1 })
      const step = await sendOne(doors, id)
      if (step === 'offline' || step === 'signedOut') return step
      if (step === 'wait') return 'later'
      if (step === 'later') outcome = 'later'
    }
  } finally {
    watch(null)
  }
}

async function sendOne({ store, api }: Doors, id: string): Promise<Step> {
  const tried = await store.markTried(id, now())
  if (!tried) return 'gone'
  const parcel = await packed(store, tried)
  const reply = await api.submit(parcel)
  if (reply === 'unreachable') return 'offline'
  if (reply.ok) return settle(store, tried, parcel, reply)
  return refused(store, tried, reply)
}

async function packed(store: Doors['store'], record: OutRecord): Promise<Parcel> {
  const photos = await Promise.all(record.attachments.map((name) => store.photo(record.id, name)))
  const files = photos.filter((photo) => photo !== undefined)
  return {
    xml: new Blob([record.xml], { type: 'text/xml' }),
    files: files.map(({ name, blob }) => ({ name, blob })),
  }
}

async function settle(
  store: Doors['store'],
  record: OutRecord,
  parcel: Parcel,
  reply: Said<Receipt>,
) {
  // Somebody else's "yes" (a captive portal, a cut reply) settles nothing.
  if (!(await covers(reply.body, record.id, parcel))) return 'later'
  const { receipt, receivedAt } = reply.body
  const filesReceived = record.attachments
  const received = { standing: 'sent', receipt, receivedAt, filesReceived, reason: null } as const
  await store.keepRecord({ ...record, ...received })
  return 'sent'
}

async function refused(store: Doors['store'], record: OutRecord, reply: Refused): Promise<Step> {
  if (reply.status === 401) return 'signedOut'
  if (reply.status === 429) return 'wait'
  if (RETRIABLE(reply.status)) return 'later'
  const reason = { status: reply.status, code: reply.code }
  await store.keepRecord({ ...record, standing: 'setAside', reason })
  return 'setAside'
}

/** Does this receipt speak of exactly what was sent? */
export async function covers(receipt: Receipt, id: string, parcel: Parcel): Promise<boolean> {
  if (receipt?.instanceId !== id || !receipt.receipt) return false
  if (receipt.sha256 !== (await sha256(parcel.xml))) return false
  for (const { name, blob } of parcel.files) {
    const kept = receipt.attachments?.find((each) => each.name === name)
    if (kept?.sha256 !== (await sha256(blob))) return false
  }
  return true
}

export async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Back to the queue: she, or the office, has dealt with the reason. */
export const sendAgain = (store: Pick<Store, 'keepRecord'>, record: RecordStanding) =>
  store.keepRecord({ ...record, standing: 'finalized', reason: null })
