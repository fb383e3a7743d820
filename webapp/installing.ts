// How the app came to be open: in a browser of its own, installed, or inside Zalo or Facebook,
// whose storage is not ours to trust.

import { signal } from '@preact/signals'

const INSIDE_ANOTHER_APP = /\b(Zalo|FBAN|FBAV|FB_IAB|Messenger|Instagram|Line)\b/i

export const insideAnotherApp = (agent: string) => INSIDE_ANOTHER_APP.test(agent)

export const onIPhone = (agent: string) => /iPhone|iPad|iPod/.test(agent)

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
