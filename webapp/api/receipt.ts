// The server's word for what it has, and whether it is the server's. Its one rule: without the hash
// of the very bytes that left, and with a signature that is not the server's, it is no receipt.

import { fromBase64Url } from './base64url'
import type { Receipt, ServerKey } from './wire'

/** What was signed; api/schemas/receipts.py writes the same. */
export function signedReceiptText(receipt: Receipt): string {
  const { instanceId, sha256, envelopeSha256, receivedAt, attachments } = receipt
  const files = [...attachments].sort((a, b) => (a.name < b.name ? -1 : 1))
  const head = envelopeSha256
    ? ['so-thon sealed receipt', instanceId, sha256, envelopeSha256, receivedAt]
    : ['so-thon receipt', instanceId, sha256, receivedAt]
  const lines = [...head, ...files.map((file) => `${file.name} ${file.sha256 || '-'}`)]
  return lines.map((line) => `${line}\n`).join('')
}

export async function blobSha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whose word it is. unknown: signed with a key that this phone has not heard of: ask for the keys. */
export async function checkReceiptSignature(
  receipt: Receipt,
  known: ServerKey[],
): Promise<'yes' | 'no' | 'unknown'> {
  // Before the first keys came there are only the hashes to go by.
  if (!known.length) return 'yes'
  if (!receipt.signedBy || !receipt.signature) return 'no'
  const key = known.find((each) => each.id === receipt.signedBy)
  if (!key) return 'unknown'
  return (await verifySignature(receipt, key)) ? 'yes' : 'no'
}

async function verifySignature(receipt: Receipt, { publicKey }: ServerKey): Promise<boolean> {
  try {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' }
    const point = fromBase64Url(publicKey)
    const key = await crypto.subtle.importKey('raw', point, curve, false, ['verify'])
    const text = new TextEncoder().encode(signedReceiptText(receipt))
    const how = { name: 'ECDSA', hash: 'SHA-256' }
    return await crypto.subtle.verify(how, key, fromBase64Url(receipt.signature ?? ''), text)
  } catch {
    return false
  }
}
