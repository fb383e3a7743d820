// By what the server knows this browser of this phone again. Made once, here; it names nobody.

import type { Store } from './store'

const DEVICE_ID_SETTING = 'deviceId'

export async function ensureDeviceId({
  store,
}: {
  store: Pick<Store, 'setting' | 'keepSetting'>
}): Promise<string> {
  const known = await store.setting(DEVICE_ID_SETTING)
  if (typeof known === 'string') return known
  const made = `so-thon:${crypto.randomUUID()}`
  await store.keepSetting(DEVICE_ID_SETTING, made)
  return made
}
