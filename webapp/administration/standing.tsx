// How what one asked for stands: it is coming, there is no network, or the server said no.

import { Empty } from '../components/card'
import { Icon } from '../components/icon'
import { coded } from '../words'
import type { Asked } from './asked'
import { a } from './words/administration'

export function Standing<T>({ asked }: { asked: Asked<T> }) {
  const { state, body, code, again } = asked
  if (state === 'loading' && !body) return <Empty>{a('asked.loading')}</Empty>
  if (state === 'offline')
    return (
      <div class="fact fact--wide" role="status">
        <Icon name="nosignal" />
        <p>{a('asked.offline')}</p>
        <Again again={again} />
      </div>
    )
  if (state === 'refused')
    return (
      <div class="problem problem--wide" role="alert">
        <Icon name="warn" />
        <p>{coded('error', code)}</p>
        <Again again={again} />
      </div>
    )
  return null
}

const Again = ({ again }: { again(): void }) => (
  <button type="button" class="button button--small" onClick={again}>
    {a('asked.again')}
  </button>
)
