// The locks of a vault: each wraps the same vault key, which wraps the data keys. Those that ask her
// are in asking.ts. Pure: bytes and WebCrypto, no store, no screen. Its one rule: no key leaves here that could be read out again,
// except into another lock.

export const ARGON2_FLOOR = { memory: 19 * 1024, passes: 2 }

export type Bytes = Uint8Array<ArrayBuffer>

/** How a PIN or passphrase becomes a key: Argon2id, `memory` in KiB, one lane. */
export interface StretchParameters {
  salt: Bytes
  memory: number
  passes: number
}

export type SecretStretcher = (secret: Bytes, how: StretchParameters) => Promise<Bytes>

export interface WrappedKey {
  iv: Bytes
  data: ArrayBuffer
}

export interface DeviceLock extends WrappedKey {
  kind: 'device'
  /** Cannot be exported: opens by itself on this phone, in this browser. */
  key: CryptoKey
}

export interface SecretLock extends WrappedKey {
  kind: 'secret'
  /** Which keyboard to show. */
  digits: boolean
  how: StretchParameters
}

export interface PasskeyLock extends WrappedKey {
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

export type VaultLock = DeviceLock | SecretLock | PasskeyLock | RecoveryLock

export const AES_GCM = 'AES-GCM'
export const AES_KEY_BITS = 256

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
export const utf8Bytes = (said: string): Bytes => new TextEncoder().encode(said) as Bytes

/** What a wrapping belongs to: one person's lock is nobody else's, and no other lock of hers. */
export const associatedData = (owner: number, what: string) => utf8Bytes(`vault:${owner}:${what}`)

export async function wrapKey(
  by: CryptoKey,
  raw: Bytes,
  additionalData: Bytes,
): Promise<WrappedKey> {
  const iv = randomBytes(12)
  return { iv, data: await crypto.subtle.encrypt({ name: AES_GCM, iv, additionalData }, by, raw) }
}

/** null where the key does not fit. */
export async function unwrapKey(by: CryptoKey, from: WrappedKey, additionalData: Bytes) {
  try {
    const raw = await crypto.subtle.decrypt(
      { name: AES_GCM, iv: from.iv, additionalData },
      by,
      from.data,
    )
    return new Uint8Array(raw)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null
    throw error
  }
}

export const importWrappingKey = (raw: Bytes) =>
  crypto.subtle.importKey('raw', raw, AES_GCM, false, ['encrypt', 'decrypt'])

export async function makeDeviceLock(owner: number, vaultKey: Bytes): Promise<DeviceLock> {
  const key = await crypto.subtle.generateKey({ name: AES_GCM, length: AES_KEY_BITS }, false, [
    'encrypt',
    'decrypt',
  ])
  return { kind: 'device', key, ...(await wrapKey(key, vaultKey, associatedData(owner, 'device'))) }
}

export const openDeviceLock = (owner: number, lock: DeviceLock) =>
  unwrapKey(lock.key, lock, associatedData(owner, 'device'))

/** A data key under the vault key; `id` is its name on every box. */
export const wrapDataKey = async (owner: number, vaultKey: Bytes, id: string, raw: Bytes) =>
  wrapKey(await importWrappingKey(vaultKey), raw, associatedData(owner, `data ${id}`))

/** For boxes: cannot be exported. null where it does not belong to this vault. */
export async function unwrapDataKey(
  owner: number,
  vaultKey: Bytes,
  id: string,
  from: WrappedKey,
): Promise<CryptoKey | null> {
  const raw = await unwrapKey(
    await importWrappingKey(vaultKey),
    from,
    associatedData(owner, `data ${id}`),
  )
  if (!raw) return null
  const key = await importWrappingKey(raw)
  raw.fill(0)
  return key
}
