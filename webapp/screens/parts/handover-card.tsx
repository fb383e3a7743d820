// On home: somebody hands her work over to this person, and what came with it is fetched.

import { useEffect } from 'preact/hooks'
import { Card } from '../../components/card'
import { useDoors } from '../../ports'
import { paths } from '../../router'
import { notice } from '../../state/fault'
import { t } from '../../words'

export function HandoverCard() {
  const doors = useDoors()
  const all = doors.ledger.handovers.value
  useEffect(() => {
    const moving = all.some(
      ({ state, as, draftsWaiting, draftsKeptAt }) =>
        state === 'taken' && (as === 'taker' ? draftsWaiting : draftsKeptAt),
    )
    if (moving)
      import('../../handover/handover').then(({ settle }) => settle(doors, all)).catch(notice)
  }, [all])
  return (
    <>
      {all
        .filter(({ state }) => state === 'offered')
        .map(({ id, as, giver, taker, orgUnit: { name: unit } }) => (
          <Card
            key={id}
            href={paths.handover()}
            title={
              as === 'taker'
                ? t('home.offered', { unit, who: giver.displayName })
                : t('home.offering', { unit, who: taker.displayName })
            }
          />
        ))}
    </>
  )
}
