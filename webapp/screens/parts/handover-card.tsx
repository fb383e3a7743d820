// On home: somebody hands her work over to this person, and what came with it is fetched.

import { useEffect } from 'preact/hooks'
import { Card } from '../../components/card'
import { usePorts } from '../../ports'
import { paths } from '../../router'
import { reportFault } from '../../state/fault'
import { t } from '../../words'

export function HandoverCard() {
  const ports = usePorts()
  const all = ports.ledger.handovers.value
  useEffect(() => {
    const moving = all.some(
      ({ state, as, draftsWaiting, draftsKeptAt }) =>
        state === 'taken' && (as === 'taker' ? draftsWaiting : draftsKeptAt),
    )
    if (moving)
      import('../../handover/handover')
        .then(({ settleHandovers }) => settleHandovers(ports, all))
        .catch(reportFault)
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
