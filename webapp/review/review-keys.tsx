// The keys of the queue, said where they work, and the switch that turns its letters off.

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { t, type WordKey } from './words'

const LETTER_KEYS_SETTING = 'letterKeys'

/** Whether letters decide: whoever speaks to the computer, or is often bumped, turns them off. */
export const letterKeysOn = signal(true)

type KeyLegendLine = [string[], WordKey]

/** What decides stands on its button. */
const keyLegendLines = (): KeyLegendLine[] => [
  [letterKeysOn.value ? ['↑', '↓', 'j', 'k'] : ['↑', '↓'], 'keys.choose'],
  [['Enter'], 'keys.open'],
  [['Esc'], 'keys.close'],
  ...(letterKeysOn.value ? LETTER_KEY_LINES : []),
]
const LETTER_KEY_LINES: KeyLegendLine[] = [
  [['c'], 'keys.question'],
  [['n'], 'keys.skip'],
  [['/'], 'keys.search'],
]

export function KeyLegend() {
  const { store } = usePorts()
  useEffect(() => {
    const told = (kept: unknown) => {
      letterKeysOn.value = kept !== false
    }
    store.setting(LETTER_KEYS_SETTING).then(told).catch(reportFault)
  }, [])
  function turn(): void {
    letterKeysOn.value = !letterKeysOn.value
    void store.keepSetting(LETTER_KEYS_SETTING, letterKeysOn.value).catch(reportFault)
  }
  return (
    <div class="legend">
      <dl class="legend__keys" aria-label={t('keys.name')}>
        {keyLegendLines().map(([keys, word]) => (
          <div key={keys[0]}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} class="key">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="legend__switch" aria-pressed={letterKeysOn.value} onClick={turn}>
        {t(letterKeysOn.value ? 'keys.lettersOn' : 'keys.lettersOff')}
      </button>
    </div>
  )
}
