// Bytes as text, as keys, hashes and envelopes are written on the wire: base64url without padding.

type Bytes = Uint8Array<ArrayBuffer>

/** What an envelope says that it is. */
export const SEALED_TYPE = 'application/vnd.sothon.sealed'

const AT_ONCE = 8_192

/** base64url without padding. */
export function written(content: Bytes): string {
  let plain = ''
  for (let at = 0; at < content.length; at += AT_ONCE)
    plain += String.fromCharCode(...content.subarray(at, at + AT_ONCE))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** What `written` wrote. Throws for anything else. */
export function unwritten(text: string): Bytes {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
