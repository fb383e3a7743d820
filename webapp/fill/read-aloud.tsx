// "Nghe": the phone reads what this screen asks. Only where it has a voice, only when she taps.

import { useEffect } from 'preact/hooks'
import { Icon } from '../components/icon'
import { language } from '../words'
import { canRead, hush, read, reading } from './reading'
import { t } from './words/correction'

export function ReadAloud({ pieces }: { pieces: string[] }) {
  // Whoever leaves the screen, or the phone, is not followed by its words.
  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && hush()
    document.addEventListener('visibilitychange', hidden)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      hush()
    }
  }, [])
  if (language.value !== 'vi' || !canRead()) return null
  return (
    <button
      type="button"
      class="button button--quiet read-aloud"
      onClick={() => (reading.value ? hush() : read(pieces))}
    >
      <Icon name={reading.value ? 'stop' : 'sound'} />
      {t(reading.value ? 'read.stop' : 'read.do')}
    </button>
  )
}
