// Is there room for two things side by side? Counted in letters, so that larger letters need more.

import { signal } from '@preact/signals'

/** The same as in styles/desk.css. */
const ROOM = '(min-width: 62em)'

const room = matchMedia(ROOM)
export const desk = signal(room.matches)

room.addEventListener('change', () => {
  desk.value = room.matches
})
