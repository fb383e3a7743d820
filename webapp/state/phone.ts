// The one store, the one line to the server and the vaults of this open page.

import { connect } from './api'
import { milliseconds } from './clock'
import { openByItself } from './device-lock'
import { storeFault, tight } from './fault'
import type { Bytes, RecoveryLock } from './locks'
import { heard } from './network'
import { knownKeys } from './server-keys'
import { mayAsk, secured, sessionMark, sessionOver } from './session'
import { openStore } from './store'
import { outdated, taking } from './update'
import { type Vault, vaultsIn, why } from './vault'
import { language } from './words'

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
  const { seal } = await import('./envelope')
  const sealed = await seal(to, `vault:${owner}`, vaultKey)
  return { kind: 'recovery', to: to.id, envelope: new Uint8Array(await sealed.arrayBuffer()) }
}

export const vaults = vaultsIn({
  store,
  stretch: async (...said) => (await import('./stretching')).stretch(...said),
  calibrated: async () => (await import('./stretching')).calibrated(),
  clock: milliseconds,
  recoveryFor,
})

export const api = connect(() => language.value, heard, '', {
  mayAsk: (path) => taking.value !== 'now' && mayAsk(path),
  mark: sessionMark,
  over: (code) => void sessionOver({ vaults }, code),
})
