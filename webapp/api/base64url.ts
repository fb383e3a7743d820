// Bytes as text, as keys, hashes and envelopes are written on the wire: base64url without padding.

type Base64Bytes = Uint8Array<ArrayBuffer>

/** What an envelope says that it is. */
export const SEALED_MEDIA_TYPE = 'application/vnd.sothon.sealed'

const BYTES_PER_CALL = 8_192

/** base64url without padding. */
export function toBase64Url(content: Base64Bytes): string {
  let plain = ''
  for (let at = 0; at < content.length; at += BYTES_PER_CALL)
    plain += String.fromCharCode(...content.subarray(at, at + BYTES_PER_CALL))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** What `written` wrote. Throws for anything else. */
export function fromBase64Url(text: string): Base64Bytes {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
