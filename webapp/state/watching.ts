// Closes what is locked by a secret when nobody is there, and shows nothing of it while hidden: the
// phone's own list of open apps keeps a picture of each. Its one rule: it never asks, it closes.

import { milliseconds } from '../clock'
import { notice } from './fault'
import { close, type Doors, person, secured, sessionOf } from './session'

const REST = 5 * 60_000
const LOOK = 10_000
const TOUCHES = ['pointerdown', 'keydown', 'input'] as const

type News = { closed: number } | { sessionOf: number }

let touched = 0
let tabs: BroadcastChannel | undefined

export const veil = (on: boolean) => document.documentElement.toggleAttribute('data-veiled', on)

/** In every tab of this phone. */
export async function closeNow(doors: Pick<Doors, 'vaults'>): Promise<void> {
  const id = person.value?.id
  await close(doors)
  if (id !== undefined) tabs?.postMessage({ closed: id } satisfies News)
}

/** Another lock was put on: tabs that were open under the one before are asked again. */
export const othersClose = (id: number) => tabs?.postMessage({ closed: id } satisfies News)

export function watchVault(doors: Pick<Doors, 'vaults'>): void {
  const rested = () => secured.value && milliseconds() - touched >= REST
  const look = () => {
    if (rested()) void closeNow(doors).catch(notice)
  }
  const touch = () => {
    // A touch after the rest comes too late: she is asked first.
    if (!rested()) touched = milliseconds()
  }
  touched = milliseconds()
  for (const kind of TOUCHES) addEventListener(kind, touch, { capture: true, passive: true })
  setInterval(look, LOOK)
  document.addEventListener('visibilitychange', () => void seen(rested, doors).catch(notice))
  person.subscribe((who) => {
    if (who) touched = milliseconds()
  })
  watchTabs(doors)
}

async function seen(rested: () => boolean, doors: Pick<Doors, 'vaults'>): Promise<void> {
  if (document.visibilityState === 'hidden') return void veil(secured.value)
  if (rested()) await closeNow(doors)
  veil(false)
}

function watchTabs(doors: Pick<Doors, 'vaults'>): void {
  if (!globalThis.BroadcastChannel) return
  tabs = new BroadcastChannel('so-thon')
  tabs.onmessage = ({ data }: MessageEvent<News>) => {
    if ('sessionOf' in data) sessionOf.value = data.sessionOf
    else if (person.value?.id === data.closed) void close(doors).catch(notice)
  }
  sessionOf.subscribe((id) => {
    if (id > 0) tabs?.postMessage({ sessionOf: id } satisfies News)
  })
}
