// Where it is: the phone's position, once, when asked for.

import { useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { t } from '../../words'
import { number } from '../../words/printed'
import type { Asked } from './asked'

const PATIENCE = { enableHighAccuracy: true, timeout: 60_000 }

export function GeopointQuestion({ question, id, say, leave }: Asked) {
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest')
  const [lat, lon, , accuracy] = question.value.split(' ')

  function locate(): void {
    setState('busy')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { latitude, longitude, altitude, accuracy: radius } = coords
        say(
          [
            latitude.toFixed(6),
            longitude.toFixed(6),
            (altitude ?? 0).toFixed(1),
            radius.toFixed(1),
          ].join(' '),
        )
        setState('rest')
        leave()
      },
      () => setState('failed'),
      PATIENCE,
    )
  }

  return (
    <div class="picture">
      {lat && lon && (
        <p class="box">
          {t('geo.at', { lat: number(lat), lon: number(lon), metres: number(accuracy ?? '0', 0) })}
        </p>
      )}
      <button type="button" class="button" aria-describedby={`${id}-geo`} onClick={locate}>
        <Icon name="pin" />
        {t(state === 'busy' ? 'geo.busy' : 'geo.locate')}
      </button>
      <p id={`${id}-geo`} class="soft" aria-live="polite">
        {state === 'failed' && t('geo.failed')}
      </p>
    </div>
  )
}
