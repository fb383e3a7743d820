// Seals something so that only the server opens it, not even this phone (docs/sealing.md). Its one
// rule: what it returns holds nothing in clear but the key's id and what it is about.

import { fromBase64Url, SEALED_MEDIA_TYPE, toBase64Url } from '../api/base64url'
import type { ServerKey } from '../api/wire'

type EnvelopeBytes = Uint8Array<ArrayBuffer>

const P256_CURVE = { name: 'ECDH', namedCurve: 'P-256' }
const ENVELOPE_MAGIC = 'SOTHON1\n'
const ENVELOPE_INFO = 'so-thon envelope'

const encodeUtf8 = (text: string): EnvelopeBytes => new TextEncoder().encode(text)

/** `about` names the thing (record:<id>, file:<id>/<name>, vault:<owner>), never a person. */
export async function sealEnvelope(
  to: ServerKey,
  about: string,
  content: EnvelopeBytes,
): Promise<Blob> {
  const point = fromBase64Url(to.publicKey)
  const once = await crypto.subtle.generateKey(P256_CURVE, false, ['deriveBits'])
  const epk = new Uint8Array(await crypto.subtle.exportKey('raw', once.publicKey))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const line = encodeUtf8(
    JSON.stringify({ to: to.id, epk: toBase64Url(epk), iv: toBase64Url(iv), about }),
  )
  const key = await deriveEnvelopeKey(once.privateKey, epk, point)
  const how = { name: 'AES-GCM', iv, additionalData: line }
  const sealed = await crypto.subtle.encrypt(how, key, content)
  return new Blob([ENVELOPE_MAGIC, line, '\n', sealed], { type: SEALED_MEDIA_TYPE })
}

async function deriveEnvelopeKey(
  mine: CryptoKey,
  epk: EnvelopeBytes,
  point: EnvelopeBytes,
): Promise<CryptoKey> {
  const theirs = await crypto.subtle.importKey('raw', point, P256_CURVE, false, [])
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256)
  const from = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new Uint8Array([...encodeUtf8(ENVELOPE_INFO), ...epk, ...point])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info }
  return crypto.subtle.deriveKey(how, from, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
}
