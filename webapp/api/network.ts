// Is there a server at the other end? Known only from the last try: navigator.onLine lies. And does
// the phone's clock lie? The server's word, or the phone's own at the last contact, says so.

import { computed, signal } from '@preact/signals'
import { currentMilliseconds } from '../clock'

const CLOCK_TOLERANCE = 86_400_000

/** null until the first try. */
export const isServerReachable = signal<boolean | null>(null)

/** By how much the phone's clock runs ahead, as far as this is known; less than nothing: behind. */
const clockAhead = signal(0)
/** Less than a day may be a zone that is set wrongly, and harms nothing. */
export const isClockWrong = computed(() => Math.abs(clockAhead.value) > CLOCK_TOLERANCE)

/** `at`: the server's time, as its answer says. */
export const noteServerContact = (reached: boolean, at = '') => {
  isServerReachable.value = reached
  const told = Date.parse(at)
  if (!Number.isNaN(told)) clockAhead.value = currentMilliseconds() - told
}

/** It was this late at the last contact already. */
export const noteEarliestTime = (at: string) => {
  const behind = currentMilliseconds() - Date.parse(at)
  if (behind < 0) clockAhead.value = behind
}
