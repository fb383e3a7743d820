// The locks that ask her: a PIN or a passphrase, a passkey. Pure, as locks.ts. Its one rule: what she
// says is stretched or derived first, and is itself no key.

import {
  AES_GCM,
  AES_KEY_BITS,
  associatedData,
  type Bytes,
  importWrappingKey,
  type PasskeyLock,
  type SecretLock,
  type SecretStretcher,
  type StretchParameters,
  unwrapKey,
  utf8Bytes,
  type WrappedKey,
  wrapDataKey,
  wrapKey,
} from './locks'

/** As people type it on two phones: full-width digits and composed letters are the same. */
const normalizeSecret = (secret: string) => utf8Bytes(secret.normalize('NFKC').trim())

export async function makeSecretLock(
  owner: number,
  vaultKey: Bytes,
  secret: string,
  how: StretchParameters,
  stretch: SecretStretcher,
): Promise<SecretLock> {
  const key = await importWrappingKey(await stretch(normalizeSecret(secret), how))
  const digits = /^\d+$/.test(secret.normalize('NFKC').trim())
  const kept = await wrapKey(key, vaultKey, associatedData(owner, 'secret'))
  return { kind: 'secret', digits, how, ...kept }
}

export async function openSecretLock(
  owner: number,
  lock: SecretLock,
  secret: string,
  stretch: SecretStretcher,
): Promise<Bytes | null> {
  const key = await importWrappingKey(await stretch(normalizeSecret(secret), lock.how))
  return unwrapKey(key, lock, associatedData(owner, 'secret'))
}

/** What the passkey answered (PRF, 32 bytes) is not used as it is. */
async function derivePasskeyKey(answered: Bytes): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', answered, 'HKDF', false, ['deriveKey'])
  const how = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8Bytes('so-thon vault'),
  }
  return crypto.subtle.deriveKey(how, from, { name: AES_GCM, length: AES_KEY_BITS }, false, [
    'encrypt',
    'decrypt',
  ])
}

export async function makePasskeyLock(
  owner: number,
  vaultKey: Bytes,
  passkey: { credential: Bytes; salt: Bytes; answered: Bytes },
): Promise<PasskeyLock> {
  const { credential, salt, answered } = passkey
  const kept = await wrapKey(
    await derivePasskeyKey(answered),
    vaultKey,
    associatedData(owner, 'passkey'),
  )
  return { kind: 'passkey', credential, salt, ...kept }
}

export const openPasskeyLock = async (owner: number, lock: PasskeyLock, answered: Bytes) =>
  unwrapKey(await derivePasskeyKey(answered), lock, associatedData(owner, 'passkey'))

/** The same data key under another vault key; null where it did not belong to the first. */
export async function rewrapDataKey(
  owner: number,
  from: Bytes,
  to: Bytes,
  id: string,
  kept: WrappedKey,
): Promise<WrappedKey | null> {
  const raw = await unwrapKey(
    await importWrappingKey(from),
    kept,
    associatedData(owner, `data ${id}`),
  )
  if (!raw) return null
  const moved = await wrapDataKey(owner, to, id, raw)
  raw.fill(0)
  return moved
}
