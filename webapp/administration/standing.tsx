// How what one asked for stands: it is coming, there is no network, or the server said no.

import { EmptyNotice } from '../components/card'
import { Icon } from '../components/icon'
import type { OnlineQuery } from './asked'
import { t, wordForCode } from './words'

export function QueryNotice<T>({ asked }: { asked: OnlineQuery<T> }) {
  const { state, body, code, again } = asked
  if (state === 'loading' && !body) return <EmptyNotice>{t('asked.loading')}</EmptyNotice>
  if (state === 'offline')
    return (
      <div class="fact fact--wide" role="status">
        <Icon name="nosignal" />
        <p>{t('asked.offline')}</p>
        <QueryRetryButton again={again} />
      </div>
    )
  if (state === 'refused')
    return (
      <div class="problem problem--wide" role="alert">
        <Icon name="warn" />
        <p>{wordForCode('error', code)}</p>
        <QueryRetryButton again={again} />
      </div>
    )
  return null
}

const QueryRetryButton = ({ again }: { again(): void }) => (
  <button type="button" class="button button--small" onClick={again}>
    {t('asked.again')}
  </button>
)
