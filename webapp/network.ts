// Is there a server at the other end? Known only from the last try: navigator.onLine lies.

import { signal } from '@preact/signals'

/** null until the first try. */
export const reachable = signal<boolean | null>(null)

export const heard = (reached: boolean) => {
  reachable.value = reached
}
