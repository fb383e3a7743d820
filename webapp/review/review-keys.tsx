// The keys of the queue, said where they work, and the switch that turns its letters off.

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useDoors } from '../ports'
import { notice } from '../state/fault'
import { type OfficeKey, t } from '../words/office'

const SETTING = 'letterKeys'

/** Whether letters decide: whoever speaks to the computer, or is often bumped, turns them off. */
export const letters = signal(true)

type Line = [string[], OfficeKey]

/** What decides stands on its button. */
const legend = (): Line[] => [
  [letters.value ? ['↑', '↓', 'j', 'k'] : ['↑', '↓'], 'keys.choose'],
  [['Enter'], 'keys.open'],
  [['Esc'], 'keys.close'],
  ...(letters.value ? LETTERS : []),
]
const LETTERS: Line[] = [
  [['c'], 'keys.question'],
  [['n'], 'keys.skip'],
  [['/'], 'keys.search'],
]

export function Legend() {
  const { store } = useDoors()
  useEffect(() => {
    const told = (kept: unknown) => {
      letters.value = kept !== false
    }
    store.setting(SETTING).then(told).catch(notice)
  }, [])
  function turn(): void {
    letters.value = !letters.value
    void store.keepSetting(SETTING, letters.value).catch(notice)
  }
  return (
    <div class="legend">
      <dl class="legend__keys" aria-label={t('keys.name')}>
        {legend().map(([keys, word]) => (
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
      <button type="button" class="legend__switch" aria-pressed={letters.value} onClick={turn}>
        {t(letters.value ? 'keys.lettersOn' : 'keys.lettersOff')}
      </button>
    </div>
  )
}
