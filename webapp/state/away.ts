// Her vault stays shut because the phone's clock says that she was away for too long. Its one rule:
// a server that still knows her session has just heard of her; then she was not away.

import { currentMilliseconds } from '../clock'
import { shutReasonOf } from '../vault/vault-row'
import { enterAccount, type KnownAccount, type SessionPorts } from './session'

/** Asks whether the server still knows her; if so, the vault is as on any other day. */
export async function askWhetherAway(ports: SessionPorts, who: KnownAccount): Promise<void> {
  const { api, vaults } = ports
  const away = async () => {
    const row = await vaults.look(who.id)
    return row !== undefined && shutReasonOf(row, currentMilliseconds()) === 'away'
  }
  if (!(await away())) return
  const me = await api.me()
  if (me === 'unreachable' || !me.ok || me.body.id !== who.id || !(await away())) return
  await vaults.met(who.id)
  await enterAccount(ports, who)
}
