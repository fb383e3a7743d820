// The form engine as the screens see it: a definition and answers in, questions and problems out.
// It knows no DOM, no clock, no chance and no words of its own: all four are handed in.

import type { Definition } from './definition'
import { FormFilling } from './filling'
import type { Filling, FillingOptions } from './types'

export type { Definition } from './definition'
export { UnknownQuestionType } from './question-types'
export type * from './types'

export function openFilling(definition: Definition, options: FillingOptions): Filling {
  return new FormFilling(definition, options)
}
