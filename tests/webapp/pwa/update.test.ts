// A newer version is asked for: it takes over, or it does not, or too late. The browser's side of it
// (workers, the page's address, what a tab remembers) is played here; a real one is in tests/faults.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

class Registration extends EventTarget {
  waiting: { postMessage(said: string): void } | null = null
  installing = null
  update = async () => undefined
}

class Browser extends EventTarget {
  controller = {}
  registration = new Registration()
  heard: string[] = []
  register = async () => this.registration

  /** A newer worker, which takes over so many milliseconds after it is told to; null: not by itself. */
  newer(after: number | null): this {
    this.registration.waiting = {
      postMessage: (said) => {
        this.heard.push(said)
        if (after !== null) setTimeout(() => this.takesOver(), after)
      },
    }
    return this
  }

  takesOver(): void {
    this.registration.waiting = null
    this.dispatchEvent(new Event('controllerchange'))
  }
}

const IDLE = () => true
const WRITING = () => false

let opened = 0

/** The app, opened in this browser; nothing but the tab's memory is left of the page before. */
async function open(browser: Browser) {
  vi.resetModules()
  vi.stubGlobal('navigator', { serviceWorker: browser })
  const app = await import('../../../webapp/pwa/update')
  await app.registerServiceWorker()
  return app
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubEnv('PROD', true)
  opened = 0
  const tab = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, said: string) => void tab.set(key, said),
    removeItem: (key: string) => void tab.delete(key),
  })
  vi.stubGlobal('location', { reload: () => opened++ })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

test('it takes over, and the page is opened again; until then nothing is asked twice', async () => {
  const browser = new Browser().newer(50)
  const app = await open(browser)
  expect(app.updateReady.value).toBe(true)
  const asked = app.takeUpdate(IDLE)
  expect(app.updateProgress.value).toBe('now')
  // The old worker is left alone for a moment before the new one is told.
  expect(browser.heard).toEqual([])
  void app.takeUpdate(IDLE)
  await vi.advanceTimersByTimeAsync(1_000)
  await asked
  expect(browser.heard).toEqual(['takeOver'])
  expect(opened).toBe(1)
})

test('nothing takes over: after three seconds she is told, and the old version goes on', async () => {
  const browser = new Browser().newer(null)
  const app = await open(browser)
  const asked = app.takeUpdate(IDLE)
  await vi.advanceTimersByTimeAsync(3_500)
  await asked
  expect(app.updateProgress.value).toBe('stuck')
  expect(opened).toBe(0)

  // Half a minute later it does: the page is not opened under her hands, she is asked.
  browser.takesOver()
  expect(opened).toBe(0)
  expect(app.isOutdated.value).toBe(true)
  await app.takeUpdate(IDLE)
  expect(opened).toBe(1)
})

test('asked twice in vain: the page is opened again, and says so if that did not help either', async () => {
  const browser = new Browser().newer(null)
  const app = await open(browser)
  for (const times of [0, 1]) {
    const asked = app.takeUpdate(IDLE)
    await vi.advanceTimersByTimeAsync(3_500)
    await asked
    expect(opened).toBe(times)
  }
  expect(browser.heard).toEqual(['takeOver', 'takeOver'])

  // The worker let go with the page, but the page that came was still the old one: once more.
  const after = new Browser()
  expect((await open(after)).updateProgress.value).toBe('')
  expect(opened).toBe(2)
  await open(after)
  expect(opened).toBe(2)
})

test('opened again in vain: it says so, and does not open again and again', async () => {
  const browser = new Browser().newer(null)
  sessionStorage.setItem('update', 'yes')
  for (const said of ['stuck', '']) expect((await open(browser)).updateProgress.value).toBe(said)
  expect(opened).toBe(0)
})

test('she has begun a form in between: it is not taken out of her hands', async () => {
  const browser = new Browser().newer(900)
  const app = await open(browser)
  const asked = app.takeUpdate(WRITING)
  await vi.advanceTimersByTimeAsync(3_500)
  await asked
  expect(opened).toBe(0)
  expect([app.updateProgress.value, app.isOutdated.value]).toEqual(['', true])
})
