// Each account's vault on this phone: what is locked, and to whom. Its one rule: a wrong secret costs
// time and nothing else; whoever forgot hers gets back in by the network, and her work is there.

import type { VaultRowAccess } from './attempt-counting'
import type { SecretAttempts } from './attempts'
import {
  LONGEST_AWAY,
  lockOfKind,
  type PasskeyAnswer,
  type Vault,
  type VaultPorts,
  type VaultProof,
} from './vault-row'

export type Vaults = ReturnType<typeof createVaults>

export function createVaults(ports: VaultPorts) {
  const { store } = ports
  const opened = new Set<number>()
  /** Where the phone has no room to write it down: how often a wrong secret was tried, and the wait. */
  const unkept = new Map<number, SecretAttempts>()
  const rows: VaultRowAccess = {
    ...rowAccess(ports),
    unkept,
    opened: (owner) => void opened.add(owner),
  }
  function close(owner: number): void {
    opened.delete(owner)
    store.lock(owner)
  }
  return {
    look: async (owner: number): Promise<Vault | undefined> => {
      const row = await rows.look(owner)
      const attempts = unkept.get(owner)
      return row && attempts ? { ...row, attempts } : row
    },
    /** No room even to count the tries: each of them has to wait. */
    crowded: (owner: number) => unkept.has(owner),
    close,
    /** By her secret, in this tab, since it was opened. */
    isOpen: (owner: number) => opened.has(owner),
    ...unlockingOf(ports, rows),
    ...contactNotes(ports, rows, close),
    ...olderKeys(ports, rows),
    recovery: async (owner: number) => {
      const row = await rows.look(owner)
      return row ? lockOfKind(row, 'recovery') : undefined
    },
  }
}

function rowAccess({ store }: VaultPorts): Pick<VaultRowAccess, 'look' | 'change'> {
  const look = async (owner: number) => (await store.vaultRow(owner)) as Vault | undefined

  /** Read, changed and kept by one tab at a time: a lock that was taken off must not come back. */
  async function change(
    owner: number,
    changed: (row: Vault) => Vault | Promise<Vault>,
  ): Promise<Vault | undefined> {
    const work = async () => {
      const row = await look(owner)
      const after = row && (await changed(row))
      if (after && after !== row) await store.keepVaultRow(after)
      return after
    }
    const locks = globalThis.navigator?.locks
    return locks ? locks.request(`vault:${owner}`, work) : work()
  }

  return { look, change }
}

/** Most people are never asked: what asks comes when it is needed. */
function unlockingOf(ports: VaultPorts, rows: VaultRowAccess) {
  const ways = async () => (await import('./unlocking')).createUnlocking(ports, rows)
  return {
    open: (owner: number, proof: VaultProof) => ways().then((its) => its.open(owner, proof)),
    /** A PIN or a passphrase, instead of the one before. */
    setSecret: (owner: number, proof: VaultProof, secret: string) =>
      ways().then((its) => its.setSecret(owner, proof, secret)),
    setPasskey: (owner: number, proof: VaultProof, passkey: PasskeyAnswer) =>
      ways().then((its) => its.setPasskey(owner, proof, passkey)),
    /** The app was open for so long: a wait gets shorter by it. */
    waited: (owner: number, ms: number) => ways().then((its) => its.waited(owner, ms)),
  }
}

function contactNotes(
  { clock }: VaultPorts,
  { change }: VaultRowAccess,
  close: (owner: number) => void,
) {
  return {
    /** The server answered her: the days without a word begin anew. */
    met: (owner: number) =>
      change(owner, (row) => {
        const at = clock()
        const fresh = !row.signedOut && Math.abs(at - (row.contactAt ?? 0)) < 3_600_000
        return fresh ? row : { ...row, contactAt: at, seenAt: at, signedOut: false }
      }),
    /** The latest that the phone's clock ever showed is remembered. */
    seen: (owner: number) =>
      change(owner, (row) => (clock() <= (row.seenAt ?? 0) ? row : { ...row, seenAt: clock() })),
    /** From now on it opens only after a sign-in with network. */
    signedOut: (owner: number) =>
      change(owner, (row) => ({ ...row, signedOut: true })).finally(() => close(owner)),
  }
}

const olderKeys = ({ clock }: VaultPorts, { look, change }: VaultRowAccess) => ({
  /** Does anything lie under a data key that writes no more? */
  hasOlderKeys: async (owner: number) => ((await look(owner))?.keys.length ?? 0) > 1,
  /**
   * Data keys under which nothing lies any more; a month after they wrote last, because another
   * tab may have been open with them.
   */
  forgetKeys: (owner: number, used: ReadonlySet<string>) =>
    change(owner, (row) => {
      const since = row.keys.find(({ id }) => id === row.newest)?.since ?? clock()
      const keys = row.keys.filter(({ id }) => id === row.newest || used.has(id))
      return clock() - since < LONGEST_AWAY || keys.length === row.keys.length
        ? row
        : { ...row, keys }
    }),
})
