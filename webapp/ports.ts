// What a screen is handed: the store, the server, and the desk of the person signed in.

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api } from './api/client'
import type { Person } from './api/wire'
import { milliseconds } from './clock'
import { lookForUpdate } from './pwa/update'
import { notice } from './state/fault'
import { type Ledger, openLedger } from './state/ledger'
import { vaults } from './state/phone'
import { mayAsk, person, sessionMark, signInNeeded } from './state/session'
import { owes } from './state/standing'
import type { Store } from './store/store'
import { type Courier, type Fetched, startCourier } from './sync/courier'
import { startHeart } from './sync/heartbeat'
import type { Progress } from './sync/outbox'
import type { Refreshed } from './sync/refresh'

declare const __APP_VERSION__: string

export interface Doors {
  store: Store
  api: Api
  person: Person
  ledger: Ledger
  courier: Courier
}

const Handed = createContext<Doors | null>(null)
export const DoorsProvider = Handed.Provider

export function useDoors(): Doors {
  const doors = useContext(Handed)
  if (!doors) throw new Error('A screen was shown with nobody signed in.')
  return doors
}

/** The signal went before the whole app had come: tried again like any other errand. */
const notHereYet = () => null

/** Signed out: nothing to fetch until she is back. */
function fetchedBy(how: Refreshed, hasForms: boolean): Fetched {
  if (how === 'again') return 'now'
  if (how === 'done' || how === 'signedOut') return 'all'
  return hasForms ? 'later' : 'soon'
}

const REFRESH_AT_MOST_EVERY = 60_000
const SHOW_AT_MOST_EVERY = 1_000

export function openDoors(store: Store, api: Api, first: Person): Doors {
  const now = () => (person.value?.id === first.id ? person.value : first)
  let refreshed = 0
  let shown = 0
  const courier = startCourier({
    async send(watch, round) {
      // Under another person's cookie nothing is sent, and nothing is marked as tried.
      if (!mayAsk('')) {
        signInNeeded.value = true
        return 'signedOut'
      }
      // Told first too: what takes long to send, or does not get through, is known to be owed.
      if (ledger.records.value.some(owes)) void tell()
      const shows = (progress: Progress | null) => {
        watch(progress)
        if (milliseconds() - shown < SHOW_AT_MOST_EVERY) return
        shown = milliseconds()
        void ledger.reloadWork().catch(notice)
      }
      const sync = await import('./sync/outbox').catch(notHereYet)
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
      if (!force && milliseconds() - refreshed < REFRESH_AT_MOST_EVERY) return 'all'
      const fetching = await import('./sync/refresh').catch(notHereYet)
      const mark = sessionMark()
      const said = fetching ? await fetching.refresh({ store, api, person: now() }) : 'later'
      const how = said === 'signedOut' && mark !== sessionMark() ? 'later' : said
      if (how === 'done' || how === 'again') {
        refreshed = milliseconds()
        await vaults.met(first.id)
      }
      if (how === 'signedOut') signInNeeded.value = true
      await ledger.reloadCopies()
      if (how === 'again') await ledger.reloadWork()
      return fetchedBy(how, ledger.definitions.value.length > 0)
    },
  })
  const ledger = openLedger(store, first.id, () => courier.sending.value?.id ?? '')
  const { counts } = ledger
  const heart = startHeart({ store, api, owner: first.id, version: __APP_VERSION__, counts })
  const tell = () => heart.beat().then(lookForUpdate).catch(notice)
  void heart.remember().catch(notice)
  return {
    store,
    api,
    ledger,
    courier,
    get person() {
      return now()
    },
  }
}
