// The locks of a vault: each wraps the same vault key, which wraps the data keys. Pure: bytes and
// WebCrypto, no store, no screen. Its one rule: no key leaves here that could be read out again,
// except into another lock.

export const FLOOR = { memory: 19 * 1024, passes: 2 }

export type Bytes = Uint8Array<ArrayBuffer>

/** How a PIN or passphrase becomes a key: Argon2id, `memory` in KiB, one lane. */
export interface Stretching {
  salt: Bytes
  memory: number
  passes: number
}

export type Stretch = (secret: Bytes, how: Stretching) => Promise<Bytes>

export interface Wrapped {
  iv: Bytes
  data: ArrayBuffer
}

export interface DeviceLock extends Wrapped {
  kind: 'device'
  /** Cannot be exported: opens by itself on this phone, in this browser. */
  key: CryptoKey
}

export interface SecretLock extends Wrapped {
  kind: 'secret'
  /** Which keyboard to show. */
  digits: boolean
  how: Stretching
}

export interface PasskeyLock extends Wrapped {
  kind: 'passkey'
  credential: Bytes
  salt: Bytes
}

export interface RecoveryLock {
  kind: 'recovery'
  /** The server's key to which it is sealed. */
  to: string
  envelope: Bytes
}

export type Lock = DeviceLock | SecretLock | PasskeyLock | RecoveryLock

const GCM = 'AES-GCM'
const LENGTH = 256

export const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
export const text = (said: string): Bytes => new TextEncoder().encode(said) as Bytes

/** What a wrapping belongs to: one person's lock is nobody else's, and no other lock of hers. */
const about = (owner: number, what: string) => text(`vault:${owner}:${what}`)

async function wrapped(by: CryptoKey, raw: Bytes, additionalData: Bytes): Promise<Wrapped> {
  const iv = random(12)
  return { iv, data: await crypto.subtle.encrypt({ name: GCM, iv, additionalData }, by, raw) }
}

/** null where the key does not fit. */
async function unwrapped(by: CryptoKey, from: Wrapped, additionalData: Bytes) {
  try {
    const raw = await crypto.subtle.decrypt(
      { name: GCM, iv: from.iv, additionalData },
      by,
      from.data,
    )
    return new Uint8Array(raw)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null
    throw error
  }
}

const wrappingKey = (raw: Bytes) =>
  crypto.subtle.importKey('raw', raw, GCM, false, ['encrypt', 'decrypt'])

/** As people type it on two phones: full-width digits and composed letters are the same. */
export const normal = (secret: string) => text(secret.normalize('NFKC').trim())

export async function deviceLock(owner: number, vaultKey: Bytes): Promise<DeviceLock> {
  const key = await crypto.subtle.generateKey({ name: GCM, length: LENGTH }, false, [
    'encrypt',
    'decrypt',
  ])
  return { kind: 'device', key, ...(await wrapped(key, vaultKey, about(owner, 'device'))) }
}

export const openDevice = (owner: number, lock: DeviceLock) =>
  unwrapped(lock.key, lock, about(owner, 'device'))

export async function secretLock(
  owner: number,
  vaultKey: Bytes,
  secret: string,
  how: Stretching,
  stretch: Stretch,
): Promise<SecretLock> {
  const key = await wrappingKey(await stretch(normal(secret), how))
  const digits = /^\d+$/.test(secret.normalize('NFKC').trim())
  const kept = await wrapped(key, vaultKey, about(owner, 'secret'))
  return { kind: 'secret', digits, how, ...kept }
}

export async function openSecret(
  owner: number,
  lock: SecretLock,
  secret: string,
  stretch: Stretch,
): Promise<Bytes | null> {
  const key = await wrappingKey(await stretch(normal(secret), lock.how))
  return unwrapped(key, lock, about(owner, 'secret'))
}

/** What the passkey answered (PRF, 32 bytes) is not used as it is. */
async function passkeyKey(answered: Bytes): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', answered, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: text('so-thon vault') }
  return crypto.subtle.deriveKey(how, from, { name: GCM, length: LENGTH }, false, [
    'encrypt',
    'decrypt',
  ])
}

export async function passkeyLock(
  owner: number,
  vaultKey: Bytes,
  passkey: { credential: Bytes; salt: Bytes; answered: Bytes },
): Promise<PasskeyLock> {
  const { credential, salt, answered } = passkey
  const kept = await wrapped(await passkeyKey(answered), vaultKey, about(owner, 'passkey'))
  return { kind: 'passkey', credential, salt, ...kept }
}

export const openPasskey = async (owner: number, lock: PasskeyLock, answered: Bytes) =>
  unwrapped(await passkeyKey(answered), lock, about(owner, 'passkey'))

/** A data key under the vault key; `id` is its name on every box. */
export const wrapDataKey = async (owner: number, vaultKey: Bytes, id: string, raw: Bytes) =>
  wrapped(await wrappingKey(vaultKey), raw, about(owner, `data ${id}`))

/** For boxes: cannot be exported. null where it does not belong to this vault. */
export async function dataKey(
  owner: number,
  vaultKey: Bytes,
  id: string,
  from: Wrapped,
): Promise<CryptoKey | null> {
  const raw = await unwrapped(await wrappingKey(vaultKey), from, about(owner, `data ${id}`))
  if (!raw) return null
  const key = await wrappingKey(raw)
  raw.fill(0)
  return key
}

/** The same data key under another vault key; null where it did not belong to the first. */
export async function rewrapDataKey(
  owner: number,
  from: Bytes,
  to: Bytes,
  id: string,
  kept: Wrapped,
): Promise<Wrapped | null> {
  const raw = await unwrapped(await wrappingKey(from), kept, about(owner, `data ${id}`))
  if (!raw) return null
  const moved = await wrapDataKey(owner, to, id, raw)
  raw.fill(0)
  return moved
}
