// Every function of the language by its name. Twin: functions.py. A new one needs cases.

import { NODES } from './nodes'
import { NUMBERS } from './numbers'
import { PLACES } from './places'
import type { Make } from './signature'
import { TEXTS } from './texts'
import { TIMES } from './times'

export const FUNCTIONS: Record<string, Make> = {
  ...TEXTS,
  ...NUMBERS,
  ...NODES,
  ...TIMES,
  ...PLACES,
}
