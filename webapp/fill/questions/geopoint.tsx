// Where it is: the phone's position, once, when asked for.

import { useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { printedNumber } from '../../words/printed'
import { t } from '../words'
import type { QuestionProps } from './asked'

const POSITION_OPTIONS = { enableHighAccuracy: true, timeout: 60_000 }

export function GeopointQuestion({ question, id, say, leave }: QuestionProps) {
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
      POSITION_OPTIONS,
    )
  }

  return (
    <div class="picture">
      {lat && lon && (
        <p class="box">
          {t('geo.at', {
            lat: printedNumber(lat),
            lon: printedNumber(lon),
            metres: printedNumber(accuracy ?? '0', 0),
          })}
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
