// Which screen stands at which place. What is not on the first screens is
// fetched when first needed; the service worker has it already.

import { type ComponentChildren, type ComponentType, h } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { Person } from './api/wire'
import { currentMilliseconds } from './clock'
import { StoreFaultBanner } from './components/fault-banner'
import { ScreenFrame } from './components/page'
import { openPorts, PortsProvider } from './ports'
import { currentRoute, paths, type Route } from './router'
import { ChooseFormScreen } from './screens/choose'
import { HomeScreen } from './screens/home'
import { OutboxScreen } from './screens/outbox'
import { SignInScreen } from './screens/sign-in'
import { reportFault } from './state/fault'
import { api, store, vaults } from './state/phone'
import { lockedAccount, noteClock, signedInPerson, signInNeeded } from './state/session'
import { unlessFull } from './store/connection'
import { t, wordsArrived } from './words'

// What only offices use, or each person once, does not lie on the phone: it is fetched each time.
const ONLINE_ROUTES: Route['at'][] = ['administration', 'invitation']

async function loadWithWords<Screen>(load: () => Promise<Screen>): Promise<Screen> {
  const screen = await load()
  await wordsArrived()
  return screen
}

function lazyScreen(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null
  return function Later() {
    const [state, setState] = useState<'coming' | 'here' | 'failed'>(loaded ? 'here' : 'coming')
    useEffect(() => {
      if (loaded) return
      loadWithWords(load).then(
        (screen) => {
          loaded = screen
          setState('here')
        },
        () => setState('failed'),
      )
    }, [])
    if (loaded) return h(loaded, null)
    const failed = ONLINE_ROUTES.includes(currentRoute.value.at)
      ? 'later.needsNetwork'
      : 'later.failed'
    const words = t(state === 'failed' ? failed : 'fill.opening')
    if (currentRoute.value.at === 'invitation' || !signedInPerson.value)
      return <BareFrame>{words}</BareFrame>
    return (
      <ScreenFrame title={words} bar>
        {null}
      </ScreenFrame>
    )
  }
}

/** The frame where nobody needs to be signed in. */
const BareFrame = ({ children }: { children?: ComponentChildren }) => (
  <div class="app">
    <div class="band" />
    <StoreFaultBanner />
    <main class="main">
      <div role="status">
        <h1>{children}</h1>
      </div>
    </main>
  </div>
)

const SCREENS: Record<Route['at'], ComponentType> = {
  home: HomeScreen,
  choose: ChooseFormScreen,
  fill: lazyScreen(() => import('./fill/fill').then((each) => each.FillScreen)),
  outbox: OutboxScreen,
  mine: lazyScreen(() => import('./screens/mine').then((each) => each.OwnRecordScreen)),
  review: lazyScreen(() => import('./review/review').then((each) => each.ReviewScreen)),
  owing: lazyScreen(() => import('./screens/owing').then((each) => each.OwingScreen)),
  indicators: lazyScreen(() =>
    import('./figures/indicators').then((each) => each.IndicatorsScreen),
  ),
  evidence: lazyScreen(() => import('./figures/evidence').then((each) => each.EvidenceScreen)),
  account: lazyScreen(() => import('./screens/account').then((each) => each.AccountScreen)),
  lock: lazyScreen(() => import('./screens/lock').then((each) => each.LockScreen)),
  handover: lazyScreen(() => import('./handover/handovers').then((each) => each.HandoverScreen)),
  administration: lazyScreen(() =>
    import('./administration/rooms').then((each) => each.AdministrationScreen),
  ),
  invitation: lazyScreen(() =>
    import('./screens/invitation').then((each) => each.InvitationScreen),
  ),
  nowhere: NotFoundScreen,
}

function NotFoundScreen() {
  return (
    <ScreenFrame title={t('nowhere')} back={paths.home()} backWord={t('bar.home')}>
      {null}
    </ScreenFrame>
  )
}

const LazyUnlockScreen = lazyScreen(() =>
  import('./screens/unlock').then((each) => each.UnlockScreen),
)

export function App() {
  const who = signedInPerson.value
  if (currentRoute.value.at === 'invitation') return h(SCREENS.invitation, null)
  if (who) return <SignedInApp key={who.id} who={who} />
  return lockedAccount.value ? h(LazyUnlockScreen, null) : <SignInScreen />
}

/** What lies under an older data key goes under the newest; a key with nothing under it goes. */
async function renewDataKeys(owner: number): Promise<void> {
  if (!(await vaults.hasOlderKeys(owner))) return
  const renewing = store.renew(owner).then((used) => vaults.forgetKeys(owner, used))
  await unlessFull<unknown>(renewing, () => undefined)
}

function SignedInApp({ who }: { who: Person }) {
  const ports = useMemo(() => openPorts(store, api, who), [who.id])
  const { ledger, courier } = ports
  // Before the empty frame is painted: what comes is read meanwhile.
  useLayoutEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible')
        void ledger.reloadWork().then(courier.go).catch(reportFault)
    }
    void ledger
      .reload()
      .then(() => void noteClock({ vaults }, who.id).catch(reportFault))
      .then(courier.go)
      // In its own time, and never before something is sent.
      .then(() => store.tidy(who.id, currentMilliseconds()))
      .then(() => renewDataKeys(who.id))
      .catch(reportFault)
    document.addEventListener('visibilitychange', seen)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      courier.stop()
    }
  }, [ports])
  useEffect(() => {
    // Signed in again: what waited may go.
    if (!signInNeeded.value && ledger.ready.peek()) void courier.go().catch(reportFault)
  }, [signInNeeded.value])
  if (!ledger.ready.value)
    return (
      <div class="app">
        <div class="band" />
        <StoreFaultBanner />
      </div>
    )
  return <PortsProvider value={ports}>{h(SCREENS[currentRoute.value.at], null)}</PortsProvider>
}
