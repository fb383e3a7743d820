// How the app came to be open: in a browser of its own, installed, or inside Zalo or Facebook,
// whose storage is not ours to trust.

import { signal } from '@preact/signals'

/** What these apps write into the name of their browser; `; wv)` is any other Android WebView. */
const INSIDE_ANOTHER_APP =
  /\b(Zalo|FBAN|FBAV|FB_IAB|FBIOS|Messenger|Instagram|BytedanceWebview|musical_ly|trill_|MicroMessenger|Snapchat)|\bLine\/|\bTikTok|; wv\)/i

export const onIPhone = (agent: string, fingers = 0) =>
  /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && fingers > 1)

/**
 * A page inside an app of an iPhone does not say Safari; nor does ours once it stands on the home
 * screen, and there it is at home.
 */
export const insideAnotherApp = (agent: string, atHome = false): boolean =>
  INSIDE_ANOTHER_APP.test(agent) || (onIPhone(agent) && !/Safari\//.test(agent) && !atHome)

export const installed = () =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true

interface InstallEvent extends Event {
  prompt(): Promise<unknown>
}

/** Set while the browser is willing to install the app. */
export const installOffer = signal<InstallEvent | null>(null)

export function watchInstalling(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installOffer.value = event as InstallEvent
  })
  addEventListener('appinstalled', () => {
    installOffer.value = null
  })
}

export async function install(): Promise<void> {
  const offer = installOffer.value
  installOffer.value = null
  await offer?.prompt()
}
