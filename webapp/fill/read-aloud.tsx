// "Nghe": the phone reads what this screen asks. Only where it has a voice, only when she taps.

import { useEffect } from 'preact/hooks'
import { Icon } from '../components/icon'
import { canReadAloud, isReadingAloud, speakAloud, stopReading } from './reading'
import { language, t } from './words'

export function ReadAloud({ pieces }: { pieces: string[] }) {
  // Whoever leaves the screen, or the phone, is not followed by its words.
  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && stopReading()
    document.addEventListener('visibilitychange', hidden)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      stopReading()
    }
  }, [])
  if (language.value !== 'vi' || !canReadAloud()) return null
  return (
    <button
      type="button"
      class="button button--quiet read-aloud"
      onClick={() => (isReadingAloud.value ? stopReading() : speakAloud(pieces))}
    >
      <Icon name={isReadingAloud.value ? 'stop' : 'sound'} />
      {t(isReadingAloud.value ? 'read.stop' : 'read.do')}
    </button>
  )
}
