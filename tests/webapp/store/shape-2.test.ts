// Lan was away since an earlier app: today's opens what that left, by her PIN, and sends all of it.

import 'fake-indexeddb/auto'
import { argon2id } from 'hash-wasm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import { startUploadPace } from '../../../webapp/api/pace'
import type { Store } from '../../../webapp/store/store'
import { sendOutbox } from '../../../webapp/sync/outbox'
import { newSendingRound } from '../../../webapp/sync/round'
import type { Bytes, SecretStretcher } from '../../../webapp/vault/locks'
import { createVaults } from '../../../webapp/vault/vault'
import { needsSecret, type Vault } from '../../../webapp/vault/vault-row'
import { fakeServer, hashOf } from '../fake-server'
import { openPhoneStore } from '../phone-store'
import { liesOn } from './shape-1'
import { LEFT_BY, OWNER, PIN, phoneOfVersion2 } from './shape-2'

vi.setConfig({ testTimeout: 60_000 })

const server = fakeServer()
let nth = 0
let name = ''
let at = 0

beforeAll(server.open)
afterAll(() => void server.close())
beforeEach(server.forget)
const aPhoneOf = (app: string) => async () => {
  name = `left-${nth++}`
  at = (await phoneOfVersion2(name, app)).at
}
afterEach(() => vi.restoreAllMocks())

const stretched = new Map<string, Promise<Bytes>>()

/** What the worker does, without a worker, and once for each secret of each lock. */
const stretch: SecretStretcher = async (password, { salt, memory, passes }) => {
  const secret = `${password} of ${salt}`
  const known =
    stretched.get(secret) ??
    (argon2id({
      password,
      salt,
      memorySize: memory,
      iterations: passes,
      parallelism: 1,
      hashLength: 32,
      outputType: 'binary',
    }) as Promise<Bytes>)
  stretched.set(secret, known)
  return (await known).slice()
}

const vaultsOf = (store: Store) =>
  createVaults({
    store,
    stretch,
    calibrated: () => Promise.reject(new Error('nothing new is locked')),
    clock: () => at,
    recoveryFor: async () => null,
  })

async function unlocked(): Promise<Store> {
  const store = openPhoneStore({ name })
  const tried = await vaultsOf(store).open(OWNER, { by: 'secret', secret: PIN })
  expect(tried).toBe('open')
  return store
}

const women = (xml = '') => /<women>(.*?)</.exec(xml)?.[1]
const remarks = ['Nháp sau khi khóa', 'Nháp trước khi khóa']

/** Everything that is hers, read: nothing is lost. */
async function reads(store: Store) {
  const drafts = await store.drafts(OWNER)
  const said = await Promise.all(drafts.map(async ({ id }) => (await store.draft(id))?.draft))
  expect(said.map((draft) => draft?.answers['/data/remark']).sort()).toEqual(remarks)
  const heads = await store.records(OWNER)
  const records = await Promise.all(heads.map(({ id }) => store.record(id)))
  const told = records.map((one) => [women(one?.xml), one?.standing, one?.filesReceived?.length])
  expect(told.sort()).toEqual([
    ['12', 'sent', 1],
    ['22', 'sent', 0],
    ['23', 'finalized', 0],
  ])
  for (const { title } of heads) expect(title).toContain('Tổ truyền thông Tà Lú 1 · ')
  const waiting = records.filter((one) => one?.filesReceived?.length === 0)
  const pictures = await Promise.all(
    waiting.flatMap((one) => one?.attachments.map((file) => store.photo(one.id, file))),
  )
  expect(pictures).toHaveLength(2)
  for (const [place, picture] of pictures.entries()) {
    const bytes = new Uint8Array((await picture?.blob.arrayBuffer()) ?? [])
    const file = picture?.name ?? ''
    expect(hashOf(bytes)).toBe(waiting[place]?.hashes?.[file])
  }
  const drawn = drafts.map(({ id }) => store.photoNames(id))
  expect((await Promise.all(drawn)).flat()).toHaveLength(1)
  expect((await store.copy(OWNER, 'list/teams'))?.body).toMatchObject([
    { label: 'Tổ truyền thông Tà Lú 1' },
  ])
}

describe.each(LEFT_BY)('a phone that app %s locked', (app) => {
  beforeEach(aPhoneOf(app))

  it('shows nothing and counts all, until the right PIN opens it', async () => {
    const store = openPhoneStore({ name })
    const vaults = vaultsOf(store)
    expect(needsSecret((await vaults.look(OWNER)) as Vault)).toBe(true)
    await expect(store.drafts(OWNER)).rejects.toMatchObject({ kind: 'locked' })
    expect(await store.waiting(OWNER)).toHaveLength(1)
    expect(await vaults.open(OWNER, { by: 'secret', secret: '285418' })).toBe('wrong')
    expect(await vaults.open(OWNER, { by: 'secret', secret: PIN })).toBe('open')
    await reads(store)
  })

  it('is opened without a stroke on what lies there', async () => {
    const shelves = ['drafts', 'records', 'bodies', 'photos', 'copies']
    const lie = () => Promise.all(shelves.map((shelf) => liesOn(name, shelf)))
    const before = await lie()
    await reads(await unlocked())
    expect(await lie()).toEqual(before)
  })

  it('sends the record that waited, and each photo that is owed, and nothing twice', async () => {
    const store = await unlocked()
    const records = await store.records(OWNER)
    const owed = records.find((one) => one.standing === 'sent' && !one.filesReceived?.length)
    const waits = records.find((one) => one.standing === 'finalized')
    const had = await store.record(owed?.id ?? '')
    const fresh = { named: '', bytes: Buffer.alloc(0), whole: false }
    server.kept.set(had?.id ?? '', {
      sha256: hashOf(new TextEncoder().encode(had?.xml)),
      files: new Map(had?.attachments.map((file) => [file, fresh])),
    })
    const api = createApi(
      () => 'vi',
      () => undefined,
      server.origin,
    )
    const ports = { store, api, owner: OWNER }
    expect(await sendOutbox(ports, () => undefined, newSendingRound(), startUploadPace())).toBe(
      'empty',
    )
    expect(server.story().sort()).toEqual(
      [
        waits?.id,
        `part ${waits?.id}/${waits?.attachments[0]} 0`,
        `part ${owed?.id}/${owed?.attachments[0]} 0`,
      ].sort(),
    )
    for (const { id } of records)
      expect(await store.record(id)).toMatchObject({
        standing: 'sent',
        filesReceived: [expect.stringMatching(/jpg$/)],
      })
    const { sha256 } = server.kept.get(waits?.id ?? '') ?? {}
    expect(sha256).toBe(
      hashOf(new TextEncoder().encode((await store.record(waits?.id ?? ''))?.xml)),
    )
  })
})

describe.each(LEFT_BY)('what is done to what %s left may die at any step', (app) => {
  beforeEach(aPhoneOf(app))

  const dies = () => new DOMException('the phone dies', 'AbortError')

  it('the upgrade to a later shape', async () => {
    for (let step = 0; ; step++) {
      let left = step
      for (const act of ['createObjectStore', 'deleteObjectStore'] as const) {
        const real = IDBDatabase.prototype[act] as (...all: unknown[]) => unknown
        vi.spyOn(IDBDatabase.prototype, act).mockImplementation(function (
          this: unknown,
          ...all: unknown[]
        ) {
          if (--left < 0) throw dies()
          return real.apply(this, all) as never
        })
      }
      const store = openPhoneStore({ name })
      const through = await store.setting('deviceId').then(
        () => true,
        () => false,
      )
      await store.close()
      vi.restoreAllMocks()
      const after = await unlocked()
      await reads(after)
      await after.close()
      if (through) return
    }
  })

  it('the renewing of its boxes under her newest key', async () => {
    for (let step = 1, through = false; !through; step += 3) {
      const store = await unlocked()
      const real = IDBDatabase.prototype.transaction
      let left = step
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
        this: IDBDatabase,
        ...all
      ) {
        if (--left < 0) throw dies()
        return real.apply(this, all)
      })
      through = await store.renew(OWNER).then(
        () => true,
        () => false,
      )
      vi.restoreAllMocks()
      await store.close()
      const after = await unlocked()
      await reads(after)
      await after.close()
    }
    const { keys, newest } = (await vaultsOf(openPhoneStore({ name })).look(OWNER)) as Vault
    expect(keys.length).toBeGreaterThan(1)
    for (const shelf of ['drafts', 'bodies', 'photos'])
      for (const row of await liesOn(name, shelf)) expect(row.box).toMatchObject({ key: newest })
  })
})
