// The one button that opens the new version; while it is being opened it says so.

import { taking } from '../pwa/update'
import { notice } from '../state/fault'
import { t } from '../words'

interface Props {
  /** It is still being fetched. */
  busy?: boolean
  onTap: () => Promise<void>
}

export function Take({ busy: fetching = false, onTap }: Props) {
  const busy = fetching || taking.value === 'now'
  return (
    <button
      type="button"
      class="button button--small"
      aria-disabled={busy}
      onClick={() => void onTap().catch(notice)}
    >
      {t(busy ? 'update.taking' : 'update.take')}
    </button>
  )
}
