// The one store, the one line to the server and the vaults of this open page.

import { connect } from '../api/client'
import { heard } from '../api/network'
import { knownKeys } from '../api/server-keys'
import { milliseconds } from '../clock'
import { outdated, taking } from '../pwa/update'
import { openStore } from '../store/store'
import { openByItself } from '../vault/device-lock'
import type { Bytes, RecoveryLock } from '../vault/locks'
import { type Vault, vaultsIn, why } from '../vault/vault'
import { language } from '../words'
import { storeFault, tight } from './fault'
import { mayAsk, secured, sessionMark, sessionOver } from './session'

export const store = openStore({
  outdated: () => {
    outdated.value = true
  },
  kept: () => {
    storeFault.value = null
  },
  tight: (yes) => {
    tight.value = yes
  },
  opensItself: (shelf, owner) =>
    // A notebook with a secret that is gone from under her does not come back without one.
    openByItself(shelf, owner, (row) =>
      row ? !why(row as Vault, milliseconds()) : !secured.value,
    ),
})

async function recoveryFor(owner: number, vaultKey: Bytes): Promise<RecoveryLock | null> {
  const to = (await knownKeys({ store }))?.sealing
  if (!to) return null
  const { seal } = await import('../vault/envelope')
  const sealed = await seal(to, `vault:${owner}`, vaultKey)
  return { kind: 'recovery', to: to.id, envelope: new Uint8Array(await sealed.arrayBuffer()) }
}

export const vaults = vaultsIn({
  store,
  stretch: async (...said) => (await import('../vault/stretching')).stretch(...said),
  calibrated: async () => (await import('../vault/stretching')).calibrated(),
  clock: milliseconds,
  recoveryFor,
})

export const api = connect(() => language.value, heard, '', {
  mayAsk: (path) => taking.value !== 'now' && mayAsk(path),
  mark: sessionMark,
  over: (code) => void sessionOver({ vaults }, code),
})
