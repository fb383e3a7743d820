// Caches the shell of the app and nothing else: data is the business of store/ and sync/, where
// people can see it. A new version waits until the page says 'takeOver'.

interface LastingEvent extends Event {
  waitUntil(done: Promise<unknown>): void
}
type RouteSource = 'network' | 'cache' | { cacheName: string }
interface InstallingEvent extends LastingEvent {
  /** Not in every browser: what is to pass by the worker. */
  addRoutes?(
    routes: { condition: { urlPattern: string | object }; source: RouteSource }[],
  ): Promise<void>
}
interface FetchingEvent extends LastingEvent {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface ServiceWorkerScope {
  addEventListener(type: 'install', heard: (event: InstallingEvent) => void): void
  addEventListener(type: 'activate', heard: (event: LastingEvent) => void): void
  addEventListener(type: 'fetch', heard: (event: FetchingEvent) => void): void
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>; matchAll(which: object): Promise<unknown[]> }
}

const serviceWorkerScope = self as unknown as ServiceWorkerScope
const SHELL_FILES: string[] = ['__SHELL__']
const SHELL_CACHE = 'shell-__VERSION__'

/** The first segments of the app's own addresses (router.ts); all of them are the same page. */
const APP_SEGMENTS = [
  '',
  'ghi',
  'da-ghi',
  'phieu',
  'duyet',
  'may',
  'chi-tieu',
  'so-lieu',
  'toi',
  'khoa',
  'ban-giao',
  'quan-tri',
  'loi-moi',
]

/** The page of whoever owns the Wi-Fi is no part of the app: then this version comes another day. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE)
  const keep = async (path: string) => {
    const named = path.startsWith('/assets/')
    const response = await fetch(new Request(path, { cache: named ? 'default' : 'reload' }))
    // What the browser kept from an older server does not say whose it is.
    const foreign = named
      ? response.headers.get('Content-Type')?.includes('html')
      : !response.headers.has('So-Thon')
    if (!response.ok || foreign) throw new Error(`${path} is not ours`)
    await cache.put(path, response)
  }
  await Promise.all(SHELL_FILES.map(keep))
}

/** A window beside this one goes on with the version before, and still opens screens without network. */
async function dropOlderCaches(): Promise<void> {
  const windows = await serviceWorkerScope.clients.matchAll({
    type: 'window',
    includeUncontrolled: true,
  })
  const older = (await caches.keys()).filter((name) => name !== SHELL_CACHE)
  const needed = windows.length > 1 ? older.at(-1) : undefined
  await Promise.all(older.filter((name) => name !== needed).map((name) => caches.delete(name)))
  await serviceWorkerScope.clients.claim()
}

/** Named by what is in it: the same in every version. */
const fetchAsset = async (request: Request): Promise<Response> =>
  (await caches.match(request)) ?? fetch(request)

async function fetchFromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(SHELL_CACHE)
  return (await cache.match(path)) ?? fetch(request)
}

/**
 * Data passes by this worker: a phone need not wake it for each question, and a request that is just
 * being handed to it keeps a newer one from taking over (Chromium: until it was idle for 30 s). The
 * app's own files come from the cache without waking it either.
 */
const bypassWorker = (event: InstallingEvent) =>
  event
    .addRoutes?.([
      { condition: { urlPattern: '/v1/*' }, source: 'network' },
      { condition: { urlPattern: '/assets/*' }, source: 'cache' },
      // With a tail (a link out of Zalo has one) it is no file by that name: the worker knows it.
      {
        condition: { urlPattern: { pathname: '/', search: '' } },
        source: { cacheName: SHELL_CACHE },
      },
    ])
    .catch(() => undefined)

serviceWorkerScope.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([keepShell(), bypassWorker(event)]))
})
serviceWorkerScope.addEventListener('activate', (event) => event.waitUntil(dropOlderCaches()))
serviceWorkerScope.addEventListener('message', (event) => {
  if (event.data === 'takeOver') void serviceWorkerScope.skipWaiting()
})
serviceWorkerScope.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  const page =
    request.mode === 'navigate' && APP_SEGMENTS.includes(url.pathname.split('/')[1] ?? '')
  if (page) event.respondWith(fetchFromShell('/', request))
  else if (SHELL_FILES.includes(url.pathname))
    event.respondWith(fetchFromShell(url.pathname, request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(fetchAsset(request))
})
