// A passkey as a key: WebAuthn's PRF gives the same 32 bytes each time, and no server has a part in
// it. Its one rule: the phone's list of passkeys names the app and nobody.

import { type Bytes, type PasskeyLock, random } from './locks'

interface Answers {
  prf?: { enabled?: boolean; results?: { first?: BufferSource } }
}

const NAME = 'Sổ Thôn'
const KINDS = [-7, -257].map((alg) => ({ type: 'public-key' as const, alg }))

export const mayUsePasskeys = () =>
  'PublicKeyCredential' in globalThis && Boolean(navigator.credentials)

const bytesOf = (said: BufferSource): Bytes =>
  ArrayBuffer.isView(said)
    ? new Uint8Array(
        said.buffer.slice(said.byteOffset, said.byteOffset + said.byteLength) as ArrayBuffer,
      )
    : new Uint8Array(said)

function answerOf(credential: Credential | null): Bytes | null {
  const answers = (credential as PublicKeyCredential | null)?.getClientExtensionResults() as Answers
  const first = answers?.prf?.results?.first
  return first ? bytesOf(first) : null
}

/** null where she said no, or where this phone cannot. */
async function asked<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

export async function answered(
  lock: Pick<PasskeyLock, 'credential' | 'salt'>,
): Promise<Bytes | null> {
  const publicKey = {
    challenge: random(32),
    allowCredentials: [{ type: 'public-key' as const, id: lock.credential }],
    userVerification: 'required' as const,
    extensions: { prf: { eval: { first: lock.salt } } } as AuthenticationExtensionsClientInputs,
  }
  return answerOf(await asked(navigator.credentials.get({ publicKey })))
}

export async function newPasskey() {
  const salt = random(32)
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: random(32),
    rp: { name: NAME },
    user: { id: random(16), name: NAME, displayName: NAME },
    pubKeyCredParams: KINDS,
    authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    extensions: { prf: { eval: { first: salt } } } as AuthenticationExtensionsClientInputs,
  }
  const made = await asked(navigator.credentials.create({ publicKey }))
  if (!made) return null
  const credential = bytesOf((made as PublicKeyCredential).rawId)
  // Some phones answer only when they are asked a second time.
  const first = answerOf(made) ?? (await answered({ credential, salt }))
  return first && { credential, salt, answered: first }
}
