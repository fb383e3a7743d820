// Where each account's locks lie, and the few settings of the phone itself.

import type { Connection } from '../connection'
import type { VaultRow } from '../shelves'

export function vaultStoreOn({ read, write }: Pick<Connection, 'read' | 'write'>) {
  /** All of them, or none. */
  const keepSettings = (values: Record<string, unknown>): Promise<void> =>
    write(['settings'], async (tx) => {
      for (const [key, value] of Object.entries(values))
        await tx.objectStore('settings').put(value, key)
    })

  return {
    vaultRow: (owner: number): Promise<VaultRow | undefined> =>
      read(['vaults'], (tx) => tx.objectStore('vaults').get(owner)),
    keepVaultRow: (row: VaultRow): Promise<void> =>
      write(['vaults'], async (tx) => {
        await tx.objectStore('vaults').put(row)
      }),
    /** Only where there is none: two tabs may make one at once. The row that stands. */
    firstVaultRow: (row: VaultRow): Promise<VaultRow> =>
      write(['vaults'], async (tx) => {
        const known = await tx.objectStore('vaults').get(row.owner)
        if (!known) await tx.objectStore('vaults').put(row)
        return known ?? row
      }),
    setting: (key: string): Promise<unknown> =>
      read(['settings'], (tx) => tx.objectStore('settings').get(key)),
    settings: (keys: string[]): Promise<unknown[]> =>
      read(['settings'], (tx) =>
        Promise.all(keys.map((key) => tx.objectStore('settings').get(key))),
      ),
    keepSetting: (key: string, value: unknown) => keepSettings({ [key]: value }),
    keepSettings,
  }
}

/** What is needed to open a vault that asks nobody. */
export type VaultRowStore = Pick<ReturnType<typeof vaultStoreOn>, 'vaultRow' | 'firstVaultRow'>
