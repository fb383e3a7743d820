// Opens the app: who is here, which words, which screen.

import { h, render } from 'preact'
import { App } from './app'
import { insideAnotherApp, installed, watchInstalling } from './pwa/installing'
import { registerWorker } from './pwa/update'
import { startRouter } from './router'
import { storeFault, watchFaults } from './state/fault'
import { api, store, vaults } from './state/phone'
import { remember, settleSignOut } from './state/session'
import { watchVault } from './state/watching'
import { lookAtStorage } from './store/durability'
import { StoreFault } from './store/store'
import { speak } from './words'

async function start(root: HTMLElement): Promise<void> {
  if (insideAnotherApp(navigator.userAgent, installed())) {
    const { Bounce } = await import('./screens/bounce')
    return render(h(Bounce, null), root)
  }
  watchFaults()
  watchInstalling()
  startRouter()
  // Known before the first screen stands: nothing moves on it afterwards.
  void lookAtStorage()
  try {
    const language = store.setting('language')
    await remember({ store, vaults })
    if ((await language) === 'en') await speak('en')
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error
    storeFault.value = error.kind
  }
  render(h(App, null), root)
  watchVault({ vaults })
  void settleSignOut({ store, api })
  await registerWorker()
}

const root = document.getElementById('app')
if (root) void start(root)
