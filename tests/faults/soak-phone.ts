// Phones of the soak: the app's own store, courier, outbox and HTTP, each on storage of its own.
// What a phone says here is written down outside of the system, as soon as it says it.

import 'fake-indexeddb/auto'
import { readFile } from 'node:fs/promises'
import { createApi } from '../../webapp/api/client'
import { now } from '../../webapp/clock'
import { type OutboxRecord, RECORD_SHAPE } from '../../webapp/store/records'
import { startCourier } from '../../webapp/sync/courier'
import { sendOutbox } from '../../webapp/sync/outbox'
import { openPhoneStore } from '../webapp/phone-store'

interface Planned {
  id: string
  form: string
  version: string
  xml: string
  replaces: string
  root: string
  files: { name: string; path: string }[]
}

interface Phone {
  name: string
  owner: number
  token: string
  origin: string
  /** Milliseconds between two meetings, at most. */
  pace: number
  records: Planned[]
}

type Tell = (said: unknown) => void

const pause = (most: number) => new Promise((done) => setTimeout(done, Math.random() * most))

/** All phones of one process, until each has emptied its outbox. */
export async function live(phones: Phone[], tell: Tell): Promise<void> {
  signIn(phones)
  await Promise.all(phones.map((phone) => oneLife(phone, tell)))
}

/** A browser adds the cookie of the sign-in by itself; here each line has its token. */
function signIn(phones: Phone[]): void {
  const tokens = new Map(phones.map(({ origin, token }) => [origin, token]))
  const plain = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('Authorization', `Bearer ${tokens.get(new URL(String(input)).origin)}`)
    return plain(input, { ...init, headers })
  }
}

async function oneLife({ name, owner, origin, pace, records }: Phone, tell: Tell): Promise<void> {
  const store = openPhoneStore({ name })
  const api = createApi(
    () => 'vi',
    () => undefined,
    origin,
  )
  const courier = startCourier({
    send: (watch) => sendOutbox({ store, api, owner }, watch),
    refresh: async () => 'all' as const,
  })
  const nudge = () => void courier.go().catch((error) => tell({ phone: name, thrown: `${error}` }))
  for (const planned of records) {
    for (const { name: file, path } of planned.files) {
      const blob = new Blob([await readFile(path)], { type: 'image/jpeg' })
      const photo = { instanceId: planned.id, name: file, blob, width: 320, height: 240, owner }
      await store.keepPhoto(photo)
    }
    await store.finish(finished(planned, owner))
    tell({ phone: name, saved: planned.id })
    await pause(pace)
    nudge()
  }
  const owes = async () =>
    (await store.waiting(owner)).length > 0 || (await store.owedFiles(owner)).length > 0
  while (await owes()) {
    await pause(5 * pace)
    nudge()
  }
  await courier.go()
  courier.stop()
  const told = (await store.records(owner)).map(
    ({ id, standing, attempts, reason, filesReceived }) => ({
      id,
      received: filesReceived ?? null,
      standing,
      attempts,
      reason: reason?.code ?? '',
    }),
  )
  tell({ phone: name, records: told })
}

const finished = (planned: Planned, owner: number): OutboxRecord => ({
  id: planned.id,
  shape: RECORD_SHAPE,
  owner,
  formId: planned.form,
  formVersion: planned.version,
  formName: '',
  title: '',
  deprecatedId: planned.replaces,
  rootId: planned.root,
  draft: { formId: planned.form, version: planned.version, answers: {}, rows: {} },
  standing: 'finalized',
  xml: planned.xml,
  attachments: planned.files.map((file) => file.name),
  orgUnit: '',
  entities: [],
  subjects: [],
  day: '',
  finalizedAt: now(),
  triedAt: '',
  attempts: 0,
  reason: null,
  receipt: '',
  receivedAt: '',
})
