// Is there room for two things side by side? Counted in letters, so that larger letters need more.

import { signal } from '@preact/signals'

/** The same as in styles/desk.css. */
const WIDE_SCREEN_QUERY = '(min-width: 62em)'

const wideScreenQuery = matchMedia(WIDE_SCREEN_QUERY)
export const isWideScreen = signal(wideScreenQuery.matches)

// Paper is narrower than the desk that it is printed from, and shows what stood there.
wideScreenQuery.addEventListener('change', () => {
  if (!matchMedia('print').matches) isWideScreen.value = wideScreenQuery.matches
})
