// Is there room for two things side by side? Counted in letters, so that larger letters need more.

import { signal } from '@preact/signals'

/** The same as in styles/desk.css. */
const ROOM = '(min-width: 62em)'

const room = matchMedia(ROOM)
export const desk = signal(room.matches)

// Paper is narrower than the desk that it is printed from, and shows what stood there.
room.addEventListener('change', () => {
  if (!matchMedia('print').matches) desk.value = room.matches
})
