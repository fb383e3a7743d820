// Locks: what was locked with a secret opens with it, and with nothing else.

import { argon2id } from 'hash-wasm'
import { describe, expect, it, vi } from 'vitest'
import {
  makePasskeyLock,
  makeSecretLock,
  openPasskeyLock,
  openSecretLock,
} from '../../../webapp/vault/asking'
import {
  ARGON2_FLOOR,
  type Bytes,
  makeDeviceLock,
  openDeviceLock,
  randomBytes,
  type SecretStretcher,
  unwrapDataKey,
  wrapDataKey,
} from '../../../webapp/vault/locks'
import { calibrateStretching, passesFor } from '../../../webapp/vault/stretching'

vi.setConfig({ testTimeout: 60_000 })

const TRAM = 7
const LAN = 8

/** What the worker does, without a worker. */
const stretch: SecretStretcher = (password, { salt, memory, passes }) =>
  argon2id({
    password,
    salt,
    memorySize: memory,
    iterations: passes,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  }) as Promise<Bytes>

const how = () => ({ ...ARGON2_FLOOR, salt: randomBytes(16) })

describe('a secret', () => {
  it('opens what it locked, and another one does not', async () => {
    const vaultKey = randomBytes(32)
    const lock = await makeSecretLock(TRAM, vaultKey, '285417', how(), stretch)
    expect(await openSecretLock(TRAM, lock, '285417', stretch)).toEqual(vaultKey)
    expect(await openSecretLock(TRAM, lock, '285418', stretch)).toBeNull()
    expect(lock.digits).toBe(true)
  })

  it('is the same however a keyboard composes it, and in full-width digits', async () => {
    const vaultKey = randomBytes(32)
    const words = 'trạm y tế bên suối'
    const lock = await makeSecretLock(TRAM, vaultKey, words.normalize('NFC'), how(), stretch)
    expect(await openSecretLock(TRAM, lock, words.normalize('NFD'), stretch)).toEqual(vaultKey)
    expect(lock.digits).toBe(false)
    const digits = await makeSecretLock(TRAM, vaultKey, '285417', how(), stretch)
    expect(await openSecretLock(TRAM, digits, '２８５４１７', stretch)).toEqual(vaultKey)
  })

  it('of one person put in another’s place opens nothing', async () => {
    const lock = await makeSecretLock(TRAM, randomBytes(32), '285417', how(), stretch)
    expect(await openSecretLock(LAN, lock, '285417', stretch)).toBeNull()
  })

  it('is never written into its lock', async () => {
    const vaultKey = randomBytes(32)
    const lock = await makeSecretLock(TRAM, vaultKey, '285417', how(), stretch)
    const kept = JSON.stringify({
      ...lock,
      data: [...new Uint8Array(lock.data)],
      iv: [...lock.iv],
      how: { ...lock.how, salt: [...lock.how.salt] },
    })
    expect(kept).not.toContain('285417')
    expect(kept).not.toContain([...vaultKey].join(','))
  })
})

describe('how slowly', () => {
  it('a fast phone takes more passes, a slow one never fewer than two', () => {
    expect(passesFor(60)).toBe(12)
    expect(passesFor(200)).toBe(8)
    expect(passesFor(4_000)).toBe(ARGON2_FLOOR.passes)
    expect(passesFor(0)).toBe(12)
  })

  it('measured on this computer it is at least the floor, with a salt of its own', async () => {
    const [one, other] = [await calibrateStretching(stretch), await calibrateStretching(stretch)]
    expect(one.memory).toBeGreaterThanOrEqual(19 * 1024)
    expect(one.passes).toBeGreaterThanOrEqual(2)
    expect(one.salt).not.toEqual(other.salt)
  })
})

describe('other locks', () => {
  it('the phone’s own key cannot be taken out of it', async () => {
    const vaultKey = randomBytes(32)
    const lock = await makeDeviceLock(LAN, vaultKey)
    expect(await openDeviceLock(LAN, lock)).toEqual(vaultKey)
    expect(lock.key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', lock.key)).rejects.toThrow()
  })

  it('a passkey’s answer opens, another answer does not', async () => {
    const [vaultKey, answered] = [randomBytes(32), randomBytes(32)]
    const passkey = { credential: randomBytes(16), salt: randomBytes(32), answered }
    const lock = await makePasskeyLock(TRAM, vaultKey, passkey)
    expect(await openPasskeyLock(TRAM, lock, answered)).toEqual(vaultKey)
    expect(await openPasskeyLock(TRAM, lock, randomBytes(32))).toBeNull()
  })

  it('a data key opens under its own name and vault, and stays inside', async () => {
    const [vaultKey, raw] = [randomBytes(32), randomBytes(32)]
    const kept = await wrapDataKey(TRAM, vaultKey, 'a1', raw)
    expect((await unwrapDataKey(TRAM, vaultKey, 'a1', kept))?.extractable).toBe(false)
    expect(await unwrapDataKey(TRAM, vaultKey, 'b2', kept)).toBeNull()
    expect(await unwrapDataKey(TRAM, randomBytes(32), 'a1', kept)).toBeNull()
  })
})
