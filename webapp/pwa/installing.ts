// How the app came to be open: in a browser of its own, installed, or inside Zalo or Facebook,
// whose storage is not ours to trust.

import { signal } from '@preact/signals'

/** What these apps write into the name of their browser; `; wv)` is any other Android WebView. */
const IN_APP_BROWSERS =
  /\b(Zalo|FBAN|FBAV|FB_IAB|FBIOS|Messenger|Instagram|BytedanceWebview|musical_ly|trill_|MicroMessenger|Snapchat)|\bLine\/|\bTikTok|; wv\)/i

export const isIPhone = (agent: string, fingers = 0) =>
  /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && fingers > 1)

/**
 * A page inside an app of an iPhone does not say Safari; nor does ours once it stands on the home
 * screen, and there it is at home.
 */
export const isInAppBrowser = (agent: string, atHome = false): boolean =>
  IN_APP_BROWSERS.test(agent) || (isIPhone(agent) && !/Safari\//.test(agent) && !atHome)

export const isInstalled = () =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true

interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>
}

/** Set while the browser is willing to install the app. */
export const installOffer = signal<InstallPromptEvent | null>(null)

export function watchInstalling(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installOffer.value = event as InstallPromptEvent
  })
  addEventListener('appinstalled', () => {
    installOffer.value = null
  })
}

export async function installApp(): Promise<void> {
  const offer = installOffer.value
  installOffer.value = null
  await offer?.prompt()
}
