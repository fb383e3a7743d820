// Nothing new is written with this version: what there is stays, goes, and she is asked to update.

import { useState } from 'preact/hooks'
import { fetchUpdate, isOutdated, takeUpdate, updateProgress, updateReady } from '../pwa/update'
import { lastHeartbeatAnswer } from '../sync/heartbeat'
import { t } from '../words'
import { Icon } from './icon'
import { TakeUpdateButton } from './take-update'

export function ClosedVersionBanner({ calm = () => true }: { calm?: () => boolean }) {
  const [failed, setFailed] = useState(false)
  const [fetching, setFetching] = useState(false)
  const fetched = async () => {
    setFetching(true)
    return fetchUpdate().finally(() => setFetching(false))
  }
  const take = async () => {
    if (fetching) return
    if (updateReady.value || isOutdated.value || (await fetched())) return takeUpdate(calm)
    setFailed(true)
  }
  return (
    <div class="banner banner--amber">
      <Icon name="stop" />
      <p>
        {t('update.closed')} {lastHeartbeatAnswer.value?.message} {t('update.closedKeeps')}
        {failed && ` ${t('update.none')}`}
        {updateProgress.value === 'stuck' && ` ${t('update.stuck')}`}
      </p>
      <TakeUpdateButton busy={fetching} onTap={take} />
    </div>
  )
}
