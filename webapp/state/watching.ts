// Closes what is locked by a secret when nobody is there, and shows nothing of it while hidden: the
// phone's own list of open apps keeps a picture of each. Its one rule: it never asks, it closes.

import { currentMilliseconds } from '../clock'
import { reportFault } from './fault'
import {
  closeVault,
  isVaultSecured,
  type SessionPorts,
  sessionOwnerId,
  signedInPerson,
} from './session'

const IDLE_BEFORE_CLOSING = 5 * 60_000
const IDLE_CHECK_INTERVAL = 10_000
const TOUCH_EVENTS = ['pointerdown', 'keydown', 'input'] as const

type TabMessage = { closed: number } | { sessionOf: number }

let lastTouchAt = 0
let tabChannel: BroadcastChannel | undefined

export const veilPage = (on: boolean) => document.documentElement.toggleAttribute('data-veiled', on)

/** In every tab of this phone. */
export async function closeInAllTabs(ports: Pick<SessionPorts, 'vaults'>): Promise<void> {
  const id = signedInPerson.value?.id
  await closeVault(ports)
  if (id !== undefined) tabChannel?.postMessage({ closed: id } satisfies TabMessage)
}

/** Another lock was put on: tabs that were open under the one before are asked again. */
export const closeOtherTabs = (id: number) =>
  tabChannel?.postMessage({ closed: id } satisfies TabMessage)

export function watchVault(ports: Pick<SessionPorts, 'vaults'>): void {
  const rested = () =>
    isVaultSecured.value && currentMilliseconds() - lastTouchAt >= IDLE_BEFORE_CLOSING
  const look = () => {
    if (rested()) void closeInAllTabs(ports).catch(reportFault)
  }
  const touch = () => {
    // A touch after the rest comes too late: she is asked first.
    if (!rested()) lastTouchAt = currentMilliseconds()
  }
  lastTouchAt = currentMilliseconds()
  for (const kind of TOUCH_EVENTS) addEventListener(kind, touch, { capture: true, passive: true })
  setInterval(look, IDLE_CHECK_INTERVAL)
  document.addEventListener(
    'visibilitychange',
    () => void onVisibilityChange(rested, ports).catch(reportFault),
  )
  signedInPerson.subscribe((who) => {
    if (who) lastTouchAt = currentMilliseconds()
  })
  watchTabs(ports)
}

async function onVisibilityChange(
  rested: () => boolean,
  ports: Pick<SessionPorts, 'vaults'>,
): Promise<void> {
  if (document.visibilityState === 'hidden') return void veilPage(isVaultSecured.value)
  if (rested()) await closeInAllTabs(ports)
  veilPage(false)
}

function watchTabs(ports: Pick<SessionPorts, 'vaults'>): void {
  if (!globalThis.BroadcastChannel) return
  tabChannel = new BroadcastChannel('so-thon')
  tabChannel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if ('sessionOf' in data) sessionOwnerId.value = data.sessionOf
    else if (signedInPerson.value?.id === data.closed) void closeVault(ports).catch(reportFault)
  }
  sessionOwnerId.subscribe((id) => {
    if (id > 0) tabChannel?.postMessage({ sessionOf: id } satisfies TabMessage)
  })
}
