// Every function of the language by its name. Twin: functions.py. A new one needs cases.

import { NODE_FUNCTIONS } from './nodes'
import { NUMBER_FUNCTIONS } from './numbers'
import { PLACE_FUNCTIONS } from './places'
import type { XPathFunction } from './signature'
import { TEXT_FUNCTIONS } from './texts'
import { TIME_FUNCTIONS } from './times'

export const FUNCTIONS: Record<string, XPathFunction> = {
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...NODE_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...PLACE_FUNCTIONS,
}
