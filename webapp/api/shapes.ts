// The shapes of the wire by their names in the OpenAPI document; wire.ts and its neighbours say what
// the phone calls them, and which keys it does without.

import type { components } from './schema'

export type Shapes = components['schemas']

/** `Shape` as an older server, or an older copy on this phone, says it: `Keys` may not be there. */
export type WithoutSome<Shape, Keys extends keyof Shape> = Omit<Shape, Keys> &
  Partial<Pick<Shape, Keys>>
