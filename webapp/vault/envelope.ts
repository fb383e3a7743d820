// Seals something so that only the server opens it, not even this phone (docs/sealing.md). Its one
// rule: what it returns holds nothing in clear but the key's id and what it is about.

import { SEALED_TYPE, unwritten, written } from '../api/base64url'
import type { ServerKey } from '../api/wire'

type Bytes = Uint8Array<ArrayBuffer>

const P256 = { name: 'ECDH', namedCurve: 'P-256' }
const MAGIC = 'SOTHON1\n'
const INFO = 'so-thon envelope'

const bytes = (text: string): Bytes => new TextEncoder().encode(text)

/** `about` names the thing (record:<id>, file:<id>/<name>, vault:<owner>), never a person. */
export async function seal(to: ServerKey, about: string, content: Bytes): Promise<Blob> {
  const point = unwritten(to.publicKey)
  const once = await crypto.subtle.generateKey(P256, false, ['deriveBits'])
  const epk = new Uint8Array(await crypto.subtle.exportKey('raw', once.publicKey))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const line = bytes(JSON.stringify({ to: to.id, epk: written(epk), iv: written(iv), about }))
  const key = await derived(once.privateKey, epk, point)
  const how = { name: 'AES-GCM', iv, additionalData: line }
  const sealed = await crypto.subtle.encrypt(how, key, content)
  return new Blob([MAGIC, line, '\n', sealed], { type: SEALED_TYPE })
}

async function derived(mine: CryptoKey, epk: Bytes, point: Bytes): Promise<CryptoKey> {
  const theirs = await crypto.subtle.importKey('raw', point, P256, false, [])
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256)
  const from = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new Uint8Array([...bytes(INFO), ...epk, ...point])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info }
  return crypto.subtle.deriveKey(how, from, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
}
