// The shapes of the wire by their names in the OpenAPI document; wire.ts and its neighbours say what
// the phone calls them.

import type { components } from './schema'

export type Shapes = components['schemas']
