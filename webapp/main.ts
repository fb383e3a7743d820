// Opens the app: who is here, which words, which screen.

import { h, render } from 'preact'
import { App } from './app'
import { isInAppBrowser, isInstalled, watchInstalling } from './pwa/installing'
import { registerServiceWorker } from './pwa/update'
import { startRouter } from './router'
import { storeFault, watchFaults } from './state/fault'
import { api, store, vaults } from './state/phone'
import { restoreSession, settleSignOut } from './state/session'
import { watchVault } from './state/watching'
import { checkStoragePersistence } from './store/durability'
import { StoreFault } from './store/store'
import { switchLanguage } from './words'

async function startApp(root: HTMLElement): Promise<void> {
  if (isInAppBrowser(navigator.userAgent, isInstalled())) {
    const { BounceScreen } = await import('./screens/bounce')
    return render(h(BounceScreen, null), root)
  }
  watchFaults()
  watchInstalling()
  startRouter()
  // Known before the first screen stands: nothing moves on it afterwards.
  void checkStoragePersistence()
  try {
    const language = store.setting('language')
    await restoreSession({ store, vaults })
    if ((await language) === 'en') await switchLanguage('en')
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error
    storeFault.value = error.kind
  }
  render(h(App, null), root)
  watchVault({ vaults })
  void settleSignOut({ store, api })
  await registerServiceWorker()
}

const appRoot = document.getElementById('app')
if (appRoot) void startApp(appRoot)
