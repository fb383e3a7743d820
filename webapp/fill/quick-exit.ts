// "Thoát nhanh": somebody comes in while a form about a person is open. Blank at once, then a page of
// ours about washing hands; what was typed is kept, the vault is shut, and the way back leads to it.

import { leaveApp } from '../router'
import { reportFault } from '../state/fault'
import type { SessionPorts } from '../state/session'
import { closeInAllTabs, veilPage } from '../state/watching'

const HARMLESS_PAGE = '/rua-tay.html'
/** Keeping the last answer takes a few milliseconds; nobody waits longer than this for it. */
const LONGEST_KEEP_WAIT = 400

export async function quickExit(ports: Pick<SessionPorts, 'vaults'>): Promise<void> {
  veilPage(true)
  document.title = 'Rửa tay sạch'
  const kept = closeInAllTabs(ports).catch(reportFault)
  await Promise.race([kept, new Promise((done) => setTimeout(done, LONGEST_KEEP_WAIT))])
  leaveApp(HARMLESS_PAGE)
}
