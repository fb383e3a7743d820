// The one store, the one line to the server and the vaults of this open page.

import { createApi } from '../api/client'
import { noteServerContact } from '../api/network'
import { knownServerKeys } from '../api/server-keys'
import { currentMilliseconds } from '../clock'
import { isOutdated, updateProgress } from '../pwa/update'
import { openStore } from '../store/store'
import { openWithDeviceLock } from '../vault/device-lock'
import type { Bytes, RecoveryLock } from '../vault/locks'
import { createVaults } from '../vault/vault'
import { shutReasonOf, type Vault } from '../vault/vault-row'
import { language } from '../words'
import { isStorageTight, storeFault } from './fault'
import { endSession, isVaultSecured, mayAskServer, sessionMark } from './session'

export const store = openStore({
  outdated: () => {
    isOutdated.value = true
  },
  kept: () => {
    storeFault.value = null
  },
  tight: (yes) => {
    isStorageTight.value = yes
  },
  opensItself: (shelf, owner) =>
    // A notebook with a secret that is gone from under her does not come back without one.
    openWithDeviceLock(shelf, owner, (row) =>
      row ? !shutReasonOf(row as Vault, currentMilliseconds()) : !isVaultSecured.value,
    ),
})

async function sealRecoveryLock(owner: number, vaultKey: Bytes): Promise<RecoveryLock | null> {
  const to = (await knownServerKeys({ store }))?.sealing
  if (!to) return null
  const { sealEnvelope } = await import('../vault/envelope')
  const sealed = await sealEnvelope(to, `vault:${owner}`, vaultKey)
  return { kind: 'recovery', to: to.id, envelope: new Uint8Array(await sealed.arrayBuffer()) }
}

export const vaults = createVaults({
  store,
  stretch: async (...said) => (await import('../vault/stretching')).stretchSecret(...said),
  calibrated: async () => (await import('../vault/stretching')).calibrateStretching(),
  clock: currentMilliseconds,
  recoveryFor: sealRecoveryLock,
})

export const api = createApi(() => language.value, noteServerContact, '', {
  mayAsk: (path) => updateProgress.value !== 'now' && mayAskServer(path),
  mark: sessionMark,
  over: (code) => void endSession({ vaults }, code),
})
