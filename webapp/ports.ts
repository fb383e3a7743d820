// What a screen is handed: the store, the server, and the desk of the person signed in.

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api } from './api/client'
import type { Person } from './api/wire'
import { currentMilliseconds } from './clock'
import { checkForUpdate } from './pwa/update'
import { reportFault } from './state/fault'
import { type Ledger, openLedger } from './state/ledger'
import { vaults } from './state/phone'
import { mayAskServer, sessionMark, signedInPerson, signInNeeded } from './state/session'
import { isOwed } from './state/standing'
import type { Store } from './store/store'
import { type Courier, type FetchOutcome, startCourier } from './sync/courier'
import { startHeartbeat } from './sync/heartbeat'
import type { SendProgress } from './sync/outbox'
import type { RefreshOutcome } from './sync/refresh'

declare const __APP_VERSION__: string

export interface AppPorts {
  store: Store
  api: Api
  person: Person
  ledger: Ledger
  courier: Courier
}

const PortsContext = createContext<AppPorts | null>(null)
export const PortsProvider = PortsContext.Provider

export function usePorts(): AppPorts {
  const ports = useContext(PortsContext)
  if (!ports) throw new Error('A screen was shown with nobody signed in.')
  return ports
}

/** The signal went before the whole app had come: tried again like any other errand. */
const moduleNotLoaded = () => null

/** Signed out: nothing to fetch until she is back. */
function toFetchOutcome(how: RefreshOutcome, hasForms: boolean): FetchOutcome {
  if (how === 'again') return 'now'
  if (how === 'done' || how === 'signedOut') return 'all'
  return hasForms ? 'later' : 'soon'
}

const REFRESH_AT_MOST_EVERY = 60_000
const SHOW_AT_MOST_EVERY = 1_000

function atMostEvery(ms: number, work: () => void): () => void {
  let done = 0
  return () => {
    if (currentMilliseconds() - done < ms) return
    done = currentMilliseconds()
    work()
  }
}

export function openPorts(store: Store, api: Api, first: Person): AppPorts {
  const now = () => (signedInPerson.value?.id === first.id ? signedInPerson.value : first)
  let refreshed = 0
  const showsWork = atMostEvery(SHOW_AT_MOST_EVERY, () => {
    void ledger.reloadWork().catch(reportFault)
  })
  const courier = startCourier({
    async send(watch, round) {
      // Under another person's cookie nothing is sent, and nothing is marked as tried.
      if (!mayAskServer('')) {
        signInNeeded.value = true
        return 'signedOut'
      }
      // Told first too: what takes long to send, or does not get through, is known to be owed.
      if (ledger.records.value.some(isOwed)) void tell()
      const shows = (progress: SendProgress | null) => {
        watch(progress)
        showsWork()
      }
      const sync = await import('./sync/outbox').catch(moduleNotLoaded)
      if (!sync) return 'offline'
      const mark = sessionMark()
      const outcome = await sync.sendOutbox({ store, api, owner: first.id }, shows, round)
      await ledger.reloadWork()
      // She has signed in while this was on its way: it goes once more.
      if (outcome === 'signedOut' && mark !== sessionMark()) return 'later'
      if (outcome === 'signedOut') signInNeeded.value = true
      if (outcome === 'empty' || outcome === 'later') void tell()
      return outcome
    },
    async refresh(force) {
      if (!force && currentMilliseconds() - refreshed < REFRESH_AT_MOST_EVERY) return 'all'
      const fetching = await import('./sync/refresh').catch(moduleNotLoaded)
      const mark = sessionMark()
      const said = fetching ? await fetching.refreshCopies({ store, api, person: now() }) : 'later'
      const how = said === 'signedOut' && mark !== sessionMark() ? 'later' : said
      if (how === 'done' || how === 'again') {
        refreshed = currentMilliseconds()
        await vaults.met(first.id)
      }
      if (how === 'signedOut') signInNeeded.value = true
      await ledger.reloadCopies()
      if (how === 'again') await ledger.reloadWork()
      return toFetchOutcome(how, ledger.definitions.value.length > 0)
    },
  })
  const ledger = openLedger(store, first.id, () => courier.sending.value?.id ?? '')
  const said = { owner: first.id, version: __APP_VERSION__, counts: ledger.counts }
  const heart = startHeartbeat({ store, api, ...said })
  const tell = () => heart.beat().then(checkForUpdate).catch(reportFault)
  void heart.remember().catch(reportFault)
  const ports = { store, api, ledger, courier, person: first }
  // Asked each time: what she may do may have changed since.
  return Object.defineProperty(ports, 'person', { get: now, enumerable: true })
}
