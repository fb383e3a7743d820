// A passkey as a key: WebAuthn's PRF gives the same 32 bytes each time, and no server has a part in
// it. Its one rule: the phone's list of passkeys names the app and nobody.

import { type Bytes, type PasskeyLock, randomBytes } from './locks'

interface PasskeyExtensionResults {
  prf?: { enabled?: boolean; results?: { first?: BufferSource } }
}

const RELYING_PARTY_NAME = 'Sổ Thôn'
const PUBLIC_KEY_ALGORITHMS = [-7, -257].map((alg) => ({ type: 'public-key' as const, alg }))

export const mayUsePasskeys = () =>
  'PublicKeyCredential' in globalThis && Boolean(navigator.credentials)

const bytesFromBuffer = (said: BufferSource): Bytes =>
  ArrayBuffer.isView(said)
    ? new Uint8Array(
        said.buffer.slice(said.byteOffset, said.byteOffset + said.byteLength) as ArrayBuffer,
      )
    : new Uint8Array(said)

function prfOutputOf(credential: Credential | null): Bytes | null {
  const answers = (
    credential as PublicKeyCredential | null
  )?.getClientExtensionResults() as PasskeyExtensionResults
  const first = answers?.prf?.results?.first
  return first ? bytesFromBuffer(first) : null
}

/** null where she said no, or where this phone cannot. */
async function nullWhenDeclined<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

export async function askPasskey(
  lock: Pick<PasskeyLock, 'credential' | 'salt'>,
): Promise<Bytes | null> {
  const publicKey = {
    challenge: randomBytes(32),
    allowCredentials: [{ type: 'public-key' as const, id: lock.credential }],
    userVerification: 'required' as const,
    extensions: { prf: { eval: { first: lock.salt } } } as AuthenticationExtensionsClientInputs,
  }
  return prfOutputOf(await nullWhenDeclined(navigator.credentials.get({ publicKey })))
}

export async function createPasskey() {
  const salt = randomBytes(32)
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: randomBytes(32),
    rp: { name: RELYING_PARTY_NAME },
    user: { id: randomBytes(16), name: RELYING_PARTY_NAME, displayName: RELYING_PARTY_NAME },
    pubKeyCredParams: PUBLIC_KEY_ALGORITHMS,
    authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    extensions: { prf: { eval: { first: salt } } } as AuthenticationExtensionsClientInputs,
  }
  const made = await nullWhenDeclined(navigator.credentials.create({ publicKey }))
  if (!made) return null
  const credential = bytesFromBuffer((made as PublicKeyCredential).rawId)
  // Some phones answer only when they are asked a second time.
  const first = prfOutputOf(made) ?? (await askPasskey({ credential, salt }))
  return first && { credential, salt, answered: first }
}
