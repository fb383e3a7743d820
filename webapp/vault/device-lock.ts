// The lock that an account has before she chose another: it opens by itself on this phone. It keeps
// what is hers from being copied off as plain files; it is no protection from whoever holds the phone.

import { type Cipher, cipherFromKeys } from '../store/cipher'
import type { VaultRow } from '../store/shelves'
import type { VaultRowStore } from '../store/shelves/vaults'
import {
  type Bytes,
  type DeviceLock,
  makeDeviceLock,
  openDeviceLock,
  randomBytes,
  unwrapDataKey,
  type WrappedKey,
  wrapDataKey,
} from './locks'

export interface DeviceVault extends VaultRow {
  newest: string
  keys: ({ id: string } & WrappedKey)[]
  locks: ({ kind: string } | DeviceLock)[]
}

/** null where she must be asked, or where it may not open: `mayOpen` is asked of what stands, if any. */
export async function openWithDeviceLock(
  shelf: VaultRowStore,
  owner: number,
  mayOpen: (row: VaultRow | undefined) => boolean = () => true,
): Promise<Cipher | null> {
  const known = await shelf.vaultRow(owner)
  if (!mayOpen(known)) return null
  const row = known ?? (await shelf.firstVaultRow(await makeDeviceVault(owner)))
  const { newest, keys, locks } = row as DeviceVault
  const lock = locks.find((each): each is DeviceLock => each.kind === 'device')
  const vaultKey = lock && (await openDeviceLock(owner, lock))
  if (!vaultKey) return null
  const opened = new Map<string, CryptoKey>()
  for (const each of keys) {
    const key = await unwrapDataKey(owner, vaultKey, each.id, each)
    if (key) opened.set(each.id, key)
  }
  vaultKey.fill(0)
  return cipherFromKeys(opened, newest)
}

async function makeDeviceVault(owner: number): Promise<DeviceVault> {
  const [vaultKey, raw]: Bytes[] = [randomBytes(32), randomBytes(32)]
  const id = crypto.randomUUID()
  const wrapped = await wrapDataKey(owner, vaultKey as Bytes, id, raw as Bytes)
  const lock = await makeDeviceLock(owner, vaultKey as Bytes)
  return { owner, newest: id, keys: [{ id, ...wrapped }], locks: [lock] }
}
