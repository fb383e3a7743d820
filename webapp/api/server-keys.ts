// The server's public keys as this phone last heard them: one to seal to, several that sign.

import type { Store } from '../store/store'
import type { Api } from './client'
import type { ServerKeys } from './wire'

const KEYS = 'serverKeys'

type Doors = { store: Pick<Store, 'setting' | 'keepSetting'>; api: Pick<Api, 'keys'> }

/** null until they came once. */
export async function knownKeys({
  store,
}: {
  store: Pick<Store, 'setting'>
}): Promise<ServerKeys | null> {
  return ((await store.setting(KEYS)) as ServerKeys | undefined) ?? null
}

/** Asked anew; what is known already stays when nobody answers. */
export async function fetchKeys({ store, api }: Doors): Promise<ServerKeys | null> {
  const reply = await api.keys()
  const heard = reply !== 'unreachable' && reply.ok && isKeys(reply.body)
  if (heard) await store.keepSetting(KEYS, reply.body)
  return heard ? reply.body : knownKeys({ store })
}

const isKeys = (said: Partial<ServerKeys> | null) =>
  typeof said?.sealing?.publicKey === 'string' && Array.isArray(said.signing)
