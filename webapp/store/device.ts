// By what the server knows this browser of this phone again. Made once, here; it names nobody.

import type { Store } from './store'

const DEVICE = 'deviceId'

export async function deviceId({
  store,
}: {
  store: Pick<Store, 'setting' | 'keepSetting'>
}): Promise<string> {
  const known = await store.setting(DEVICE)
  if (typeof known === 'string') return known
  const made = `so-thon:${crypto.randomUUID()}`
  await store.keepSetting(DEVICE, made)
  return made
}
