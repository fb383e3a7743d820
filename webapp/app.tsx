// Which screen stands at which place. What is not on the first screens is
// fetched when first needed; the service worker has it already.

import { type ComponentChildren, type ComponentType, h } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { Person } from './api/wire'
import { milliseconds } from './clock'
import { Fault } from './components/fault-banner'
import { Page } from './components/page'
import { DoorsProvider, openDoors } from './ports'
import { type Place, paths, place } from './router'
import { Choose } from './screens/choose'
import { Home } from './screens/home'
import { Outbox } from './screens/outbox'
import { SignIn } from './screens/sign-in'
import { notice } from './state/fault'
import { api, store, vaults } from './state/phone'
import { closed, noteClock, person, signInNeeded } from './state/session'
import { unlessFull } from './store/connection'
import { t } from './words'

// What only offices use, or each person once, does not lie on the phone: it is fetched each time.
const FETCHED: Place['at'][] = ['administration', 'invitation']

function later(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null
  return function Later() {
    const [state, setState] = useState<'coming' | 'here' | 'failed'>(loaded ? 'here' : 'coming')
    useEffect(() => {
      if (loaded) return
      load().then(
        (screen) => {
          loaded = screen
          setState('here')
        },
        () => setState('failed'),
      )
    }, [])
    if (loaded) return h(loaded, null)
    const failed = FETCHED.includes(place.value.at) ? 'later.needsNetwork' : 'later.failed'
    const words = t(state === 'failed' ? failed : 'fill.opening')
    if (place.value.at === 'invitation' || !person.value) return <Bare>{words}</Bare>
    return (
      <Page title={words} bar>
        {null}
      </Page>
    )
  }
}

/** The frame where nobody needs to be signed in. */
const Bare = ({ children }: { children?: ComponentChildren }) => (
  <div class="app">
    <div class="band" />
    <Fault />
    <main class="main">
      <div role="status">
        <h1>{children}</h1>
      </div>
    </main>
  </div>
)

const SCREENS: Record<Place['at'], ComponentType> = {
  home: Home,
  choose: Choose,
  fill: later(() => import('./fill/fill').then((each) => each.Fill)),
  outbox: Outbox,
  mine: later(() => import('./screens/mine').then((each) => each.Mine)),
  review: later(() => import('./review/review').then((each) => each.Review)),
  owing: later(() => import('./screens/owing').then((each) => each.Owing)),
  indicators: later(() => import('./figures/indicators').then((each) => each.Indicators)),
  evidence: later(() => import('./figures/evidence').then((each) => each.Evidence)),
  account: later(() => import('./screens/account').then((each) => each.Account)),
  lock: later(() => import('./screens/lock').then((each) => each.LockScreen)),
  handover: later(() => import('./handover/handovers').then((each) => each.Handovers)),
  administration: later(() => import('./administration/rooms').then((each) => each.Rooms)),
  invitation: later(() => import('./screens/invitation').then((each) => each.Invitation)),
  nowhere: Nowhere,
}

function Nowhere() {
  return (
    <Page title={t('nowhere')} back={paths.home()} backWord={t('bar.home')}>
      {null}
    </Page>
  )
}

const Unlock = later(() => import('./screens/unlock').then((each) => each.Unlock))

export function App() {
  const who = person.value
  if (place.value.at === 'invitation') return h(SCREENS.invitation, null)
  if (who) return <SignedIn key={who.id} who={who} />
  return closed.value ? h(Unlock, null) : <SignIn />
}

/** What lies under an older data key goes under the newest; a key with nothing under it goes. */
async function renewed(owner: number): Promise<void> {
  if (!(await vaults.hasOlderKeys(owner))) return
  const renewing = store.renew(owner).then((used) => vaults.forgetKeys(owner, used))
  await unlessFull<unknown>(renewing, () => undefined)
}

function SignedIn({ who }: { who: Person }) {
  const doors = useMemo(() => openDoors(store, api, who), [who.id])
  const { ledger, courier } = doors
  // Before the empty frame is painted: what comes is read meanwhile.
  useLayoutEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible')
        void ledger.reloadWork().then(courier.go).catch(notice)
    }
    void ledger
      .reload()
      .then(() => void noteClock({ vaults }, who.id).catch(notice))
      .then(courier.go)
      // In its own time, and never before something is sent.
      .then(() => store.tidy(who.id, milliseconds()))
      .then(() => renewed(who.id))
      .catch(notice)
    document.addEventListener('visibilitychange', seen)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      courier.stop()
    }
  }, [doors])
  useEffect(() => {
    // Signed in again: what waited may go.
    if (!signInNeeded.value && ledger.ready.peek()) void courier.go().catch(notice)
  }, [signInNeeded.value])
  if (!ledger.ready.value)
    return (
      <div class="app">
        <div class="band" />
        <Fault />
      </div>
    )
  return <DoorsProvider value={doors}>{h(SCREENS[place.value.at], null)}</DoorsProvider>
}
