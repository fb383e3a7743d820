// A store as the app opens it: what no lock but the phone's own protects opens by itself.

import { openStore } from '../../webapp/store/store'
import { openWithDeviceLock } from '../../webapp/vault/device-lock'

type StoreSetting = Parameters<typeof openStore>[0]

export const openPhoneStore = (setting: Partial<StoreSetting>) =>
  openStore({ opensItself: openWithDeviceLock, ...setting })
