// The locks that ask her: a PIN or a passphrase, a passkey. Pure, as locks.ts. Its one rule: what she
// says is stretched or derived first, and is itself no key.

import {
  about,
  type Bytes,
  GCM,
  LENGTH,
  type PasskeyLock,
  type SecretLock,
  type Stretch,
  type Stretching,
  text,
  unwrapped,
  type Wrapped,
  wrapDataKey,
  wrapped,
  wrappingKey,
} from './locks'

/** As people type it on two phones: full-width digits and composed letters are the same. */
export const normal = (secret: string) => text(secret.normalize('NFKC').trim())

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
