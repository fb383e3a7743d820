// The vault of Trâm, who keeps health records, on a phone that she shares with Lan.

import 'fake-indexeddb/auto'
import { argon2id } from 'hash-wasm'
import { describe, expect, it, vi } from 'vitest'
import { StoreFault } from '../../../webapp/store/store'
import { countFailedAttempt, NO_ATTEMPTS, subtractWaitedTime } from '../../../webapp/vault/attempts'
import {
  ARGON2_FLOOR,
  type Bytes,
  type RecoveryLock,
  randomBytes,
  type SecretStretcher,
} from '../../../webapp/vault/locks'
import { findWeakness } from '../../../webapp/vault/secrets'
import { createVaults } from '../../../webapp/vault/vault'
import { needsSecret, type Vault } from '../../../webapp/vault/vault-row'
import { draftOf } from '../people'
import { openPhoneStore } from '../phone-store'

vi.setConfig({ testTimeout: 60_000 })

const TRAM = 11
const DAY = 86_400_000
const PIN = '285417'

/** Argon2id as on the phone, but quick: how slow it is there is in locks.test.ts. */
const stretch: SecretStretcher = (password, { salt }) =>
  argon2id({
    password,
    salt,
    memorySize: 64,
    iterations: 1,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  }) as Promise<Bytes>

let nth = 0

/** A phone that was signed in once; its clock, and what the server would open for her. */
async function phone() {
  const store = openPhoneStore({ name: `vault-${nth++}` })
  const state = { clock: 1_800_000_000_000, recovered: null as Bytes | null, server: 'k1' }
  const vaults = createVaults({
    store,
    stretch,
    calibrated: async () => ({ ...ARGON2_FLOOR, salt: randomBytes(16) }),
    clock: () => state.clock,
    recoveryFor: async (_owner, vaultKey): Promise<RecoveryLock | null> => {
      if (!state.server) return null
      state.recovered = vaultKey.slice()
      return { kind: 'recovery', to: state.server, envelope: randomBytes(8) }
    },
  })
  const draft = draftOf('uuid:a', { owner: TRAM, title: 'PD-012' })
  await store.keepDraft(draft)
  await vaults.met(TRAM)
  const row = async () => (await vaults.look(TRAM)) as Vault
  const reads = async () => (await store.draft('uuid:a'))?.title
  return { store, vaults, state, row, reads }
}

async function locked() {
  const her = await phone()
  expect(await her.vaults.setSecret(TRAM, { by: 'device' }, PIN)).toBe('open')
  her.vaults.close(TRAM)
  return her
}

const says = (secret: string) => ({ by: 'secret', secret }) as const

describe('a lock of her own', () => {
  it('takes the place of the phone’s, and what was written before is still hers', async () => {
    const { vaults, row, reads } = await phone()
    const before = await row()
    expect(needsSecret(before)).toBe(false)
    expect(await vaults.setSecret(TRAM, { by: 'device' }, PIN)).toBe('open')
    const after = await row()
    expect(after.locks.map(({ kind }) => kind).sort()).toEqual(['recovery', 'secret'])
    expect(after.newest).not.toBe(before.newest)
    expect(await reads()).toBe('PD-012')
  })

  it('is not made while nobody could help her who forgets it', async () => {
    const { vaults, state, row } = await phone()
    state.server = ''
    expect(await vaults.setSecret(TRAM, { by: 'device' }, PIN)).toBe('noNetworkYet')
    expect(needsSecret(await row())).toBe(false)
  })

  it('closed, nothing can be read or kept; the right PIN opens it', async () => {
    const { vaults, store, reads } = await locked()
    await expect(reads()).rejects.toMatchObject({ kind: 'locked' })
    await expect(store.keepDraft(draftOf('uuid:b', { owner: TRAM }))).rejects.toMatchObject({
      kind: 'locked',
    })
    expect(await vaults.open(TRAM, says('111999'))).toBe('wrong')
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect(await reads()).toBe('PD-012')
  })

  it('the old PIN opens nothing after the change, and a new key writes', async () => {
    const { vaults, row, reads } = await locked()
    const before = (await row()).newest
    expect(await vaults.setSecret(TRAM, says('999111'), 'suối chảy qua trạm')).toBe('wrong')
    expect(await vaults.setSecret(TRAM, says(PIN), 'suối chảy qua trạm')).toBe('open')
    expect((await row()).newest).not.toBe(before)
    vaults.close(TRAM)
    expect(await vaults.open(TRAM, says(PIN))).toBe('wrong')
    expect(await vaults.open(TRAM, says('suối chảy qua trạm'))).toBe('open')
    expect(await reads()).toBe('PD-012')
  })

  it('a passkey opens beside it', async () => {
    const { vaults, reads } = await locked()
    const answered = randomBytes(32)
    const passkey = { credential: randomBytes(16), salt: randomBytes(32), answered }
    expect(await vaults.setPasskey(TRAM, says(PIN), passkey)).toBe('open')
    vaults.close(TRAM)
    expect(await vaults.open(TRAM, { by: 'passkey', answered: randomBytes(32) })).toBe('wrong')
    expect(await vaults.open(TRAM, { by: 'passkey', answered })).toBe('open')
    expect(await reads()).toBe('PD-012')
  })

  it('forgotten, loses nothing: the server opens what only it can, and she chooses another', async () => {
    const { vaults, state, reads } = await locked()
    const proof = { by: 'server', vaultKey: state.recovered as Bytes } as const
    expect(await vaults.setSecret(TRAM, proof, '730164')).toBe('open')
    vaults.close(TRAM)
    expect(await vaults.open(TRAM, says(PIN))).toBe('wrong')
    expect(await vaults.open(TRAM, says('730164'))).toBe('open')
    expect(await reads()).toBe('PD-012')
  })

  it('is sealed anew when the server has another key', async () => {
    const { vaults, state } = await locked()
    state.server = 'k2'
    await vaults.open(TRAM, says(PIN))
    expect((await vaults.recovery(TRAM))?.to).toBe('k2')
  })
})

describe('wrong secrets', () => {
  it('slow down from the fifth on, doubling to a quarter of an hour', () => {
    let tried = NO_ATTEMPTS
    const waits = Array.from({ length: 12 }, () => {
      tried = countFailedAttempt(tried)
      return tried.left / 1000
    })
    expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
    expect(subtractWaitedTime(tried, -5_000).left).toBe(900_000)
    expect(subtractWaitedTime(tried, 1_000_000).left).toBe(0)
  })

  it('make even the right one wait, also after the app was closed and the clock was turned', async () => {
    const { vaults, store, state, row } = await locked()
    for (let n = 0; n < 5; n++) expect(await vaults.open(TRAM, says('000111'))).toBe('wrong')
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    await store.close()
    state.clock += 3 * DAY
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    state.clock -= 6 * DAY
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    await vaults.waited(TRAM, 29_000)
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    await vaults.waited(TRAM, 1_500)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect((await row()).attempts).toEqual(NO_ATTEMPTS)
  })

  it('never wipe: after fifty of them her work is there', async () => {
    const { vaults, reads } = await locked()
    for (let n = 0; n < 50; n++) {
      await vaults.open(TRAM, { by: 'passkey', answered: randomBytes(32) })
      await vaults.waited(TRAM, DAY)
    }
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect(await reads()).toBe('PD-012')
  })
})

describe('a phone with no room at all', () => {
  /** From now on nothing can be written down about her locks. */
  async function full() {
    const her = await locked()
    const crowd = { full: true }
    const { store, state } = her
    const onDisk = store.keepVaultRow
    store.keepVaultRow = async (row) => {
      if (crowd.full) throw new StoreFault('full', null)
      return onDisk(row)
    }
    /** The app is ended and opened again: what was only in mind is forgotten. */
    const restarted = () =>
      createVaults({
        store,
        stretch,
        calibrated: async () => ({ ...ARGON2_FLOOR, salt: randomBytes(16) }),
        clock: () => state.clock,
        recoveryFor: async () => null,
      })
    return { ...her, crowd, vaults: restarted(), restarted }
  }

  it('opens after a minute, and then at once; what is there can be read', async () => {
    const { vaults, reads } = await full()
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    expect(vaults.crowded(TRAM)).toBe(true)
    expect((await vaults.look(TRAM))?.attempts?.left).toBe(60_000)
    await vaults.waited(TRAM, 59_000)
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    await vaults.waited(TRAM, 1_000)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect(await reads()).toBe('PD-012')
    vaults.close(TRAM)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
  })

  it('nobody tries two without a wait, also when the app is ended in between', async () => {
    const { restarted } = await full()
    for (let n = 0; n < 3; n++) {
      const vaults = restarted()
      expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
      await vaults.waited(TRAM, 60_000)
      expect(await vaults.open(TRAM, says('000111'))).toBe('wrong')
      expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    }
    const vaults = restarted()
    await vaults.open(TRAM, says('000111'))
    const waits = []
    for (let n = 0; n < 9; n++) {
      const { left = 0 } = (await vaults.look(TRAM))?.attempts ?? {}
      waits.push(left / 1000)
      await vaults.waited(TRAM, left)
      expect(await vaults.open(TRAM, says('000111'))).toBe('wrong')
    }
    expect(waits).toEqual([60, 60, 60, 60, 60, 60, 60, 120, 240])
  })

  it('what was tried while it was full is written down as soon as there is room', async () => {
    const { vaults, crowd, row, store } = await full()
    await vaults.open(TRAM, says(PIN))
    for (let n = 0; n < 6; n++) {
      await vaults.waited(TRAM, DAY)
      expect(await vaults.open(TRAM, says('000111'))).toBe('wrong')
    }
    crowd.full = false
    await vaults.waited(TRAM, 1_000)
    expect(vaults.crowded(TRAM)).toBe(false)
    expect((await row()).attempts).toEqual({ failed: 6, left: 59_000 })
    await vaults.waited(TRAM, 59_000)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect((await row()).attempts).toEqual(NO_ATTEMPTS)
    expect(await store.draft('uuid:a')).toBeDefined()
  })

  it('a wait that was written down before holds', async () => {
    const { vaults, crowd } = await full()
    crowd.full = false
    for (let n = 0; n < 6; n++) {
      await vaults.waited(TRAM, DAY)
      await vaults.open(TRAM, says('000111'))
    }
    crowd.full = true
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    await vaults.waited(TRAM, 59_000)
    expect(await vaults.open(TRAM, says(PIN))).toBe('wait')
    await vaults.waited(TRAM, 1_000)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
  })

  it('who is signed out from elsewhere is shut out all the same', async () => {
    const { vaults, crowd, reads } = await full()
    crowd.full = false
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    crowd.full = true
    await expect(vaults.signedOut(TRAM)).rejects.toMatchObject({ kind: 'full' })
    await expect(reads()).rejects.toMatchObject({ kind: 'locked' })
  })
})

describe('away from the server', () => {
  it('it opens for thirty days, and then only after a sign-in; turning the clock back is no help', async () => {
    const { vaults, state } = await locked()
    state.clock += 29 * DAY
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    state.clock += 2 * DAY
    expect(await vaults.open(TRAM, says(PIN))).toBe('signIn')
    await vaults.seen(TRAM)
    state.clock -= 20 * DAY
    expect(await vaults.open(TRAM, says(PIN))).toBe('signIn')
    await vaults.met(TRAM)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
  })

  it('signed out from elsewhere it is shut, until she signs in again; her work stays', async () => {
    const { vaults, reads } = await locked()
    await vaults.open(TRAM, says(PIN))
    await vaults.signedOut(TRAM)
    await expect(reads()).rejects.toMatchObject({ kind: 'locked' })
    expect(await vaults.open(TRAM, says(PIN))).toBe('signIn')
    await vaults.met(TRAM)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect(await reads()).toBe('PD-012')
  })
})

describe('data keys', () => {
  it('are changed after half a year; one under which nothing lies is forgotten', async () => {
    const { vaults, store, state, row, reads } = await locked()
    const newest = (await row()).newest
    const blob = new Blob(['jpeg'])
    const photo = { instanceId: 'uuid:a', name: '1.jpg', blob, width: 4, height: 3, owner: TRAM }
    await vaults.open(TRAM, says(PIN))
    await store.keepPhoto(photo)
    await store.keepCopy({ owner: TRAM, what: 'list/teams', etag: '', at: '', body: [1] })
    for (let month = 0; month < 7; month++) {
      state.clock += 29 * DAY
      await vaults.open(TRAM, says(PIN))
      await vaults.met(TRAM)
    }
    const turned = await row()
    expect(turned.newest).not.toBe(newest)
    expect(await reads()).toBe('PD-012')
    const used = await store.renew(TRAM)
    expect([...used]).toEqual([])
    await vaults.forgetKeys(TRAM, used)
    // Another tab may still write under the older one: it is kept for a month.
    expect((await row()).keys.length).toBeGreaterThan(1)
    for (let month = 0; month < 2; month++) {
      state.clock += 29 * DAY
      await vaults.met(TRAM)
    }
    await vaults.forgetKeys(TRAM, await store.renew(TRAM))
    expect((await row()).keys.map(({ id }) => id)).toEqual([turned.newest])
    vaults.close(TRAM)
    expect(await vaults.open(TRAM, says(PIN))).toBe('open')
    expect(await reads()).toBe('PD-012')
  })
})

describe('which secret', () => {
  it.each([
    ['28541', 'tooShort'],
    ['123456', 'tooPlain'],
    ['222222', 'tooPlain'],
    ['987654', 'tooPlain'],
    ['121212', 'tooPlain'],
    ['452452', 'tooPlain'],
    ['bí mật', 'wordsTooShort'],
    ['285417', null],
    ['２８５４１７', null],
    ['suối chảy qua trạm', null],
  ])('%s: %s', (secret, said) => {
    expect(findWeakness(secret)).toBe(said)
  })
})
