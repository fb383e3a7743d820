// Where it is: the phone's position, once, when asked for.

import { useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { readPoint } from '../../engine/answer'
import { t } from '../words'
import type { QuestionProps } from './asked'
import type { QuestionType } from './question-type'
import { writtenNumber } from './typed'

const POSITION_OPTIONS = { enableHighAccuracy: true, timeout: 60_000 }

export const geopointQuestion: QuestionType = {
  Field: GeopointField,
  // Latitude, longitude, height, radius: to some ten centimetres.
  parse: (taken) =>
    taken
      .split(' ')
      .map((part, at) => Number(part).toFixed(at < 2 ? 6 : 1))
      .join(' '),
  inWords: ({ value }) => {
    if (!readPoint(value)) return value
    const [lat = '', lon = '', , metres] = value.split(' ')
    const place = { lat: writtenNumber(lat), lon: writtenNumber(lon) }
    return metres
      ? t('geo.at', { ...place, metres: writtenNumber(metres, 0) })
      : t('geo.place', place)
  },
}

function GeopointField({ question, id, say, leave }: QuestionProps) {
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest')

  function locate(): void {
    setState('busy')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { latitude, longitude, altitude, accuracy: radius } = coords
        const taken = [latitude, longitude, altitude ?? 0, radius].join(' ')
        say(geopointQuestion.parse(taken, question))
        setState('rest')
        leave()
      },
      () => setState('failed'),
      POSITION_OPTIONS,
    )
  }

  return (
    <div class="picture">
      {question.value && <p class="box">{geopointQuestion.inWords(question)}</p>}
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
