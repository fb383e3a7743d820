// Our own strokes, 24 × 24. An icon always stands beside a word, so it is hidden from readers.

const ICON_STROKES = {
  home: 'M4 11 12 4l8 7M6 10v9h12v-9M10 19v-5h4v5',
  pen: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  up: 'M12 20V5M6 11l6-6 6 6',
  chart: 'M4 20h16M7 17v-5M12 17V6M17 17v-8',
  check: 'M5 12.5l4.5 4.5L19 7',
  checks: 'M2.5 12.5l4.5 4.5L16 8M12 16l1 1 9-9',
  back: 'M20 12H5M11 6l-6 6 6 6',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  turn: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M11 18h2',
  stop: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12',
  warn: 'M12 4 3 20h18zM12 10v5M12 17.5v.5',
  wait: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2',
  nosignal: 'M4 20h.5M9 20v-5M14 20v-9M19 20V6M3 4l18 17',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c1-5 4-7 8-7s7 2 8 7',
  team: 'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 19c.5-4 3-6 6-6s5.5 2 6 6M16 6a2.5 2.5 0 0 1 0 5M17.5 13.5c2 .5 3 2.5 3.5 5.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 20 20',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  sound: 'M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  shield: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v2',
  pin: 'M12 21c5-6 7-9 7-12a7 7 0 0 0-14 0c0 3 2 6 7 12M12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  pause: 'M9 6v12M15 6v12',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  install: 'M12 4v11M7 10l5 5 5-5M5 20h14',
} as const

export type IconName = keyof typeof ICON_STROKES

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={ICON_STROKES[name]} />
  </svg>
)
