// The keys that this phone seals to and verifies with: heard once, kept until others are heard.

import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { fetchServerKeys, knownServerKeys } from '../../../webapp/api/server-keys'
import type { ServerKeys } from '../../../webapp/api/wire'

const KEYS: ServerKeys = {
  sealing: { id: 'k1', publicKey: 'BA' },
  signing: [{ id: 's1', publicKey: 'BB' }],
}

function phone() {
  const settings = new Map<string, unknown>()
  return {
    setting: async (key: string) => settings.get(key),
    keepSetting: async (key: string, value: unknown) => {
      settings.set(key, value)
    },
  }
}

const told = (body: unknown) => ({
  keys: async () => ({ ok: true as const, status: 200, body: body as ServerKeys, etag: '' }),
})
const silent = { keys: async () => 'unreachable' as const }

it('none until they came once; then they stay, whatever a portal says', async () => {
  const store = phone()
  expect(await fetchServerKeys({ store, api: silent })).toBeNull()
  expect(await fetchServerKeys({ store, api: told(KEYS) })).toEqual(KEYS)
  for (const body of [null, {}, { sealing: {} }, { sealing: KEYS.sealing, signing: 'all' }])
    expect(await fetchServerKeys({ store, api: told(body) })).toEqual(KEYS)
  expect(await fetchServerKeys({ store, api: silent })).toEqual(KEYS)
  expect(await knownServerKeys({ store })).toEqual(KEYS)
})
