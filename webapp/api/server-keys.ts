// The server's public keys as this phone last heard them: one to seal to, several that sign.

import type { Api } from './client'
import type { ServerKeys } from './wire'

const SERVER_KEYS_SETTING = 'serverKeys'

/** Where the phone keeps what it heard; a store hands it in. */
interface KeptSettings {
  setting(name: string): Promise<unknown>
  keepSetting(name: string, value: unknown): Promise<unknown>
}

/** null until they came once. */
export async function knownServerKeys({
  store,
}: {
  store: Pick<KeptSettings, 'setting'>
}): Promise<ServerKeys | null> {
  return ((await store.setting(SERVER_KEYS_SETTING)) as ServerKeys | undefined) ?? null
}

interface ServerKeyPorts {
  store: KeptSettings
  api: Pick<Api, 'keys'>
}

/** Asked anew; what is known already stays when nobody answers. */
export async function fetchServerKeys({ store, api }: ServerKeyPorts): Promise<ServerKeys | null> {
  const reply = await api.keys()
  const heard = reply !== 'unreachable' && reply.ok && isServerKeys(reply.body)
  if (heard) await store.keepSetting(SERVER_KEYS_SETTING, reply.body)
  return heard ? reply.body : knownServerKeys({ store })
}

const isServerKeys = (said: Partial<ServerKeys> | null) =>
  typeof said?.sealing?.publicKey === 'string' && Array.isArray(said.signing)
