// What seals and opens a Box: AES-256-GCM under an account's data keys. Its rule: a box opens only
// under the words it was sealed with ("<shelf>:<id>"), so that no box can be put in another's place.

/** `key` is the id of the data key that sealed it. */
export interface Box {
  key: string
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

export interface Cipher {
  /** The data key that writes. */
  newest: string
  /** Which data keys it has; what lies under another one stays shut. */
  has(key: string): boolean
  seal(value: unknown, about: string): Promise<Box>
  /** Throws BoxFault when the box is another's, was changed, or lies under an unknown key. */
  open<T>(box: Box, about: string): Promise<T>
  sealBytes(bytes: ArrayBuffer | Blob, about: string): Promise<Box>
  openBytes(box: Box, about: string): Promise<ArrayBuffer>
}

export class BoxFault extends Error {
  constructor(readonly about: string) {
    super('A box does not open.')
  }
}

/** For a promise's catch: what lies in a box that does not open any more holds up nothing else. */
export const unlessDamaged =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (error instanceof BoxFault) return otherwise
    throw error
  }

export const newDataKey = (extractable = false): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, ['encrypt', 'decrypt'])

const utf8Encoder = new TextEncoder()

/** `newest` writes; every one of `keys` reads. */
export function cipherFromKeys(keys: ReadonlyMap<string, CryptoKey>, newest: string): Cipher {
  const writing = keys.get(newest)
  if (!writing) throw new BoxFault(newest)

  const terms = (iv: Uint8Array<ArrayBuffer>, about: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: utf8Encoder.encode(about),
  })

  const sealBytes = async (bytes: ArrayBuffer | Blob, about: string): Promise<Box> => {
    const plain = bytes instanceof Blob ? await bytes.arrayBuffer() : bytes
    const iv = crypto.getRandomValues(new Uint8Array(12))
    return { key: newest, iv, data: await crypto.subtle.encrypt(terms(iv, about), writing, plain) }
  }

  const openBytes = async (box: Box, about: string): Promise<ArrayBuffer> => {
    const key = keys.get(box.key)
    if (!key) throw new BoxFault(about)
    return crypto.subtle.decrypt(terms(box.iv, about), key, box.data).catch(() => {
      throw new BoxFault(about)
    })
  }

  return {
    newest,
    has: (key) => keys.has(key),
    sealBytes,
    openBytes,
    seal: (value, about) => sealBytes(utf8Encoder.encode(JSON.stringify(value)).buffer, about),
    open: async (box, about) =>
      JSON.parse(new TextDecoder().decode(await openBytes(box, about))) as never,
  }
}
