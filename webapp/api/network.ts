// Is there a server at the other end? Known only from the last try: navigator.onLine lies. And does
// the phone's clock lie? The server's word, or the phone's own at the last contact, says so.

import { computed, signal } from '@preact/signals'
import { milliseconds } from '../clock'

const DAY = 86_400_000

/** null until the first try. */
export const reachable = signal<boolean | null>(null)

/** By how much the phone's clock runs ahead, as far as this is known; less than nothing: behind. */
const ahead = signal(0)
/** Less than a day may be a zone that is set wrongly, and harms nothing. */
export const clockWrong = computed(() => Math.abs(ahead.value) > DAY)

/** `at`: the server's time, as its answer says. */
export const heard = (reached: boolean, at = '') => {
  reachable.value = reached
  const told = Date.parse(at)
  if (!Number.isNaN(told)) ahead.value = milliseconds() - told
}

/** It was this late at the last contact already. */
export const notBefore = (at: string) => {
  const behind = milliseconds() - Date.parse(at)
  if (behind < 0) ahead.value = behind
}
