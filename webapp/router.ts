// Where one is in the app: plain paths through the History API. Its one rule: an address holds ids
// and nothing that names a person. The service worker serves the shell for these first segments.

import { computed, signal } from '@preact/signals'

export type Route =
  | { at: 'home' }
  | { at: 'choose'; subject: string }
  | { at: 'fill'; id: string; step: number | 'check' | null }
  | { at: 'outbox' }
  | { at: 'mine'; id: string }
  | { at: 'review'; form: string; id: string }
  | { at: 'owing' }
  | { at: 'indicators'; code: string; unit: string; period: string }
  | { at: 'evidence'; form: string; id: string }
  | { at: 'account' }
  | { at: 'lock'; needed: boolean }
  | { at: 'handover' }
  | { at: 'administration'; room: string; id: string; asked: Record<string, string> }
  | { at: 'invitation' }
  | { at: 'nowhere' }

const encodeSegment = encodeURIComponent
const CHECK_SEGMENT = 'xem-lai'

export const paths = {
  home: () => '/',
  choose: (subject = '') => (subject ? `/ghi?cho=${encodeSegment(subject)}` : '/ghi'),
  fill: (id: string, step?: number | 'check') =>
    `/ghi/${encodeSegment(id)}${step === undefined ? '' : `/${step === 'check' ? CHECK_SEGMENT : step + 1}`}`,
  outbox: () => '/da-ghi',
  mine: (id: string) => `/phieu/${encodeSegment(id)}`,
  review: (form = '', id = '') =>
    id ? `/duyet/${encodeSegment(form)}/${encodeSegment(id)}` : '/duyet',
  owing: () => '/may',
  indicators: (code = '', unit = '', period = '') => {
    const query = new URLSearchParams()
    if (unit) query.set('don-vi', unit)
    if (period) query.set('ky', period)
    const asked = query.toString()
    return `/chi-tieu${code && `/${encodeSegment(code)}`}${asked && `?${asked}`}`
  },
  evidence: (form: string, id: string) => `/so-lieu/${encodeSegment(form)}/${encodeSegment(id)}`,
  account: () => '/toi',
  handover: () => '/ban-giao',
  /** `needed`: a form asks for it, which form is not said. */
  lock: (needed = false) => (needed ? '/khoa?can=1' : '/khoa'),
  /** What is asked for besides are ids, days and codes, never words that somebody typed. */
  administration: (room = '', id = '', asked: Record<string, string> = {}) => {
    const said = Object.entries(asked).filter(([, value]) => value)
    const query = new URLSearchParams(said).toString()
    return `/quan-tri${room && `/${encodeSegment(room)}`}${id && `/${encodeSegment(id)}`}${query && `?${query}`}`
  },
  invitation: () => '/loi-moi',
}

export function parseRoute(path: string): Route {
  const url = new URL(path, 'http://local')
  const [first = '', a = '', b = ''] = url.pathname.split('/').filter(Boolean).map(decodeSegment)
  const asked = (key: string) => url.searchParams.get(key) ?? ''
  switch (first) {
    case '':
      return { at: 'home' }
    case 'ghi':
      return a
        ? { at: 'fill', id: a, step: stepFromSegment(b) }
        : { at: 'choose', subject: asked('cho') }
    case 'da-ghi':
      return { at: 'outbox' }
    case 'phieu':
      return a ? { at: 'mine', id: a } : { at: 'outbox' }
    case 'duyet':
      return { at: 'review', form: a, id: b }
    case 'may':
      return { at: 'owing' }
    case 'chi-tieu':
      return { at: 'indicators', code: a, unit: asked('don-vi'), period: asked('ky') }
    case 'so-lieu':
      return a && b ? { at: 'evidence', form: a, id: b } : { at: 'nowhere' }
    case 'toi':
      return { at: 'account' }
    case 'khoa':
      return { at: 'lock', needed: asked('can') === '1' }
    case 'ban-giao':
      return { at: 'handover' }
    case 'quan-tri':
      return { at: 'administration', room: a, id: b, asked: Object.fromEntries(url.searchParams) }
    case 'loi-moi':
      return { at: 'invitation' }
  }
  return { at: 'nowhere' }
}

function decodeSegment(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function stepFromSegment(said: string): number | 'check' | null {
  if (said === CHECK_SEGMENT) return 'check'
  const nth = Number(said)
  return said && Number.isInteger(nth) && nth > 0 ? nth - 1 : null
}

interface HistoryTrail {
  /** The path that led here inside the app, '' when one came from outside. */
  from: string
  /** How many entries before this one belong to the same thing: the questions of one form. */
  inside: number
}

const currentPath = signal('/')
export const currentRoute = computed(() => parseRoute(currentPath.value))

export const currentAddress = () => location.pathname + location.search
const currentTrail = (): HistoryTrail =>
  (history.state as HistoryTrail | null) ?? { from: '', inside: 0 }
const routePrefix = (of: string) => of.split('/').slice(0, 3).join('/')

let pathAfterBack = ''

/** How far each screen was scrolled when it was left, for the way back to it. */
const scrollByPath = new Map<string, number>()
let isGoingBack = false

export const keepScroll = (of: string, top: number) => scrollByPath.set(of, top)
export const scrollFor = (of: string) => (isGoingBack ? (scrollByPath.get(of) ?? 0) : 0)

export function startRouter(): void {
  currentPath.value = currentAddress()
  addEventListener('popstate', () => {
    if (pathAfterBack) history.replaceState(currentTrail(), '', pathAfterBack)
    pathAfterBack = ''
    isGoingBack = true
    currentPath.value = currentAddress()
  })
  document.addEventListener('click', followLink)
}

function followLink(event: MouseEvent): void {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!plain || event.defaultPrevented || !link || link.target || link.download) return
  if (link.origin !== location.origin || link.pathname.startsWith('/v1/')) return
  event.preventDefault()
  navigate(link.pathname + link.search)
}

export function navigate(to: string): void {
  const from = currentAddress()
  if (to === from) return
  const inside = routePrefix(to) === routePrefix(from) ? currentTrail().inside + 1 : 0
  history.pushState({ from, inside } satisfies HistoryTrail, '', to)
  isGoingBack = false
  currentPath.value = to
}

export function replaceRoute(to: string): void {
  isGoingBack = false
  history.replaceState(currentTrail(), '', to)
  currentPath.value = to
}

export const cameFrom = (from: string) => currentTrail().from === from

/** To `to`: by the browser's own way back if it leads there, so that its history stays true. */
export function navigateBack(to: string): void {
  if (cameFrom(to)) history.back()
  else replaceRoute(to)
}

/** Out of a thing of several steps in one go: the way back does not lead through them again. */
export function navigateOut(to: string): void {
  const { inside } = currentTrail()
  pathAfterBack = inside ? to : ''
  if (inside) history.go(-inside)
  else replaceRoute(to)
}

/** Out of the app, to a page without it: of the addresses of this thing none is left to go back to. */
export function leaveApp(to: string): void {
  const { inside } = currentTrail()
  const go = () => {
    history.replaceState({ from: '', inside: 0 } satisfies HistoryTrail, '', '/')
    location.assign(to)
  }
  if (inside) {
    addEventListener('popstate', go, { once: true })
    history.go(-inside)
  } else go()
}
