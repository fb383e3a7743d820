// The locks of a vault: each wraps the same vault key, which wraps the data keys. Those that ask her
// are in asking.ts. Pure: bytes and WebCrypto, no store, no screen. Its one rule: no key leaves here that could be read out again,
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

export const GCM = 'AES-GCM'
export const LENGTH = 256

export const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
export const text = (said: string): Bytes => new TextEncoder().encode(said) as Bytes

/** What a wrapping belongs to: one person's lock is nobody else's, and no other lock of hers. */
export const about = (owner: number, what: string) => text(`vault:${owner}:${what}`)

export async function wrapped(by: CryptoKey, raw: Bytes, additionalData: Bytes): Promise<Wrapped> {
  const iv = random(12)
  return { iv, data: await crypto.subtle.encrypt({ name: GCM, iv, additionalData }, by, raw) }
}

/** null where the key does not fit. */
export async function unwrapped(by: CryptoKey, from: Wrapped, additionalData: Bytes) {
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

export const wrappingKey = (raw: Bytes) =>
  crypto.subtle.importKey('raw', raw, GCM, false, ['encrypt', 'decrypt'])

export async function deviceLock(owner: number, vaultKey: Bytes): Promise<DeviceLock> {
  const key = await crypto.subtle.generateKey({ name: GCM, length: LENGTH }, false, [
    'encrypt',
    'decrypt',
  ])
  return { kind: 'device', key, ...(await wrapped(key, vaultKey, about(owner, 'device'))) }
}

export const openDevice = (owner: number, lock: DeviceLock) =>
  unwrapped(lock.key, lock, about(owner, 'device'))

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
