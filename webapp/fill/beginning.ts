// Starts a phiếu. The form engine comes with it, and only now: the first screen does not wait for it.

import type { Definition } from '../engine'
import type { Doors } from '../ports'
import { paths } from '../router'
import { notice } from '../state/fault'
import { secured } from '../state/session'

/** `then` is given the path of the new draft; `subject` is whom it is about, when that is known. */
export function beginForm(
  doors: Doors,
  definition: Definition,
  then: (path: string) => void,
  subject = '',
): void {
  // What it is about may lie on this phone only where nobody else opens the notebook.
  if (definition.protection && !secured.value) {
    then(paths.lock(true))
    return
  }
  import('./opening')
    .then(({ begin }) => begin(doors, definition, subject))
    .then((id) => then(paths.fill(id)))
    .catch(notice)
}
