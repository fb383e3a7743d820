// Who on this phone can read what is hers now: one cipher per account, while her vault is open.

import type { Cipher } from './cipher'
import { StoreFault } from './connection'

/** Opens a vault that needs nobody's help (a device lock). null: she must be asked. */
export type DeviceVaultOpener = (owner: number) => Promise<Cipher | null>

export type Keyring = ReturnType<typeof createKeyring>

export function createKeyring(opensItself: DeviceVaultOpener) {
  const open = new Map<number, Promise<Cipher | null>>()
  return {
    unlock: (owner: number, cipher: Cipher) => void open.set(owner, Promise.resolve(cipher)),
    lock: (owner: number) => void open.delete(owner),
    /** Nobody's vault is known here any more: whose opens by itself is looked for on the disk. */
    forget: () => open.clear(),
    isOpen: (owner: number) => open.has(owner),
    /** Throws a StoreFault "locked" when she must be asked first. */
    async of(owner: number): Promise<Cipher> {
      const known = open.get(owner)
      const opening = known ?? opensItself(owner)
      if (!known) open.set(owner, opening)
      const forget = () => open.get(owner) === opening && open.delete(owner)
      const cipher = await opening.catch((error: unknown) => {
        forget()
        throw error
      })
      if (cipher) return cipher
      forget()
      throw new StoreFault('locked', null)
    },
  }
}
