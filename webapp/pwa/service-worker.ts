// Caches the shell of the app and nothing else: data is the business of store.ts and sync.ts, where
// people can see it. A new version waits until the page says 'takeOver'.

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void
}
type Source = 'network' | 'cache' | { cacheName: string }
interface Installing extends Lasting {
  /** Not in every browser: what is to pass by the worker. */
  addRoutes?(
    routes: { condition: { urlPattern: string | object }; source: Source }[],
  ): Promise<void>
}
interface Fetching extends Lasting {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  addEventListener(type: 'install', heard: (event: Installing) => void): void
  addEventListener(type: 'activate', heard: (event: Lasting) => void): void
  addEventListener(type: 'fetch', heard: (event: Fetching) => void): void
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>; matchAll(which: object): Promise<unknown[]> }
}

const worker = self as unknown as Worker
const SHELL: string[] = ['__SHELL__']
const CACHE = 'shell-__VERSION__'

/** The first segments of the app's own addresses (router.ts); all of them are the same page. */
const OURS = [
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
  const cache = await caches.open(CACHE)
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
  await Promise.all(SHELL.map(keep))
}

/** A window beside this one goes on with the version before, and still opens screens without network. */
async function dropOlder(): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const older = (await caches.keys()).filter((name) => name !== CACHE)
  const needed = windows.length > 1 ? older.at(-1) : undefined
  await Promise.all(older.filter((name) => name !== needed).map((name) => caches.delete(name)))
  await worker.clients.claim()
}

/** Named by what is in it: the same in every version. */
const asset = async (request: Request): Promise<Response> =>
  (await caches.match(request)) ?? fetch(request)

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(path)) ?? fetch(request)
}

/**
 * Data passes by this worker: a phone need not wake it for each question, and a request that is just
 * being handed to it keeps a newer one from taking over (Chromium: until it was idle for 30 s). The
 * app's own files come from the cache without waking it either.
 */
const passBy = (event: Installing) =>
  event
    .addRoutes?.([
      { condition: { urlPattern: '/v1/*' }, source: 'network' },
      { condition: { urlPattern: '/assets/*' }, source: 'cache' },
      // With a tail (a link out of Zalo has one) it is no file by that name: the worker knows it.
      { condition: { urlPattern: { pathname: '/', search: '' } }, source: { cacheName: CACHE } },
    ])
    .catch(() => undefined)

worker.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([keepShell(), passBy(event)]))
})
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()))
worker.addEventListener('message', (event) => {
  if (event.data === 'takeOver') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  const page = request.mode === 'navigate' && OURS.includes(url.pathname.split('/')[1] ?? '')
  if (page) event.respondWith(fromShell('/', request))
  else if (SHELL.includes(url.pathname)) event.respondWith(fromShell(url.pathname, request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
})
