// Starts a phiếu. The form engine comes with it, and only now: the first screen does not wait for it.

import type { Definition } from '../engine'
import type { AppPorts } from '../ports'
import { paths } from '../router'
import { reportFault } from '../state/fault'
import { isVaultSecured } from '../state/session'

/** `then` is given the path of the new draft; `subject` is whom it is about, when that is known. */
export function beginForm(
  ports: AppPorts,
  definition: Definition,
  then: (path: string) => void,
  subject = '',
): void {
  // What it is about may lie on this phone only where nobody else opens the notebook.
  if (definition.protection && !isVaultSecured.value) {
    then(paths.lock(true))
    return
  }
  import('./opening')
    .then(({ beginDraft }) => beginDraft(ports, definition, subject))
    .then((id) => then(paths.fill(id)))
    .catch(reportFault)
}
