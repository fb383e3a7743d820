// "Máy còn phiếu chưa gửi": how many phones of her people owe, and the way to which.

import { usePorts } from '../ports'
import { paths } from '../router'
import { t } from '../words'
import { Card } from './card'
import { Chip } from './chip'

export function OwingCard() {
  const { ledger } = usePorts()
  const { total, atRisk } = ledger.owing.value
  if (!total) return null
  const chip = atRisk > 0 && (
    <Chip tone="red" icon="warn">
      {t('home.owingRisk', { n: atRisk })}
    </Chip>
  )
  return (
    <Card
      href={paths.owing()}
      title={t('home.owing', { n: total })}
      tone={atRisk ? 'red' : 'plain'}
      chip={chip}
    />
  )
}
