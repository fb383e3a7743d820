// The one button that opens the new version; while it is being opened it says so.

import { updateProgress } from '../pwa/update'
import { reportFault } from '../state/fault'
import { t } from '../words'

interface TakeUpdateButtonProps {
  /** It is still being fetched. */
  busy?: boolean
  onTap: () => Promise<void>
}

export function TakeUpdateButton({ busy: fetching = false, onTap }: TakeUpdateButtonProps) {
  const busy = fetching || updateProgress.value === 'now'
  return (
    <button
      type="button"
      class="button button--small"
      aria-disabled={busy}
      onClick={() => void onTap().catch(reportFault)}
    >
      {t(busy ? 'update.taking' : 'update.take')}
    </button>
  )
}
