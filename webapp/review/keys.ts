// What a key means at a desk. Its one rule: it steals nothing from somebody who types, from a dialog,
// or from the browser.

import { useEffect, useRef } from 'preact/hooks'
import { ownEntry } from '../entries'

export type KeyAction =
  | 'next'
  | 'previous'
  | 'approve'
  | 'return'
  | 'reject'
  | 'skip'
  | 'search'
  | 'question'
  | 'close'

export interface PressedKey {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  repeat: boolean
  isComposing: boolean
}

/** Where it was pressed. */
export interface KeyContext {
  /** In something that takes letters. */
  typing: boolean
  /** In a text that the arrows move up and down. */
  reading: boolean
  /** Something lies above the page and must be answered first. */
  covered: boolean
  /** Whether letters mean anything: whoever speaks to a computer turns them off. */
  letters: boolean
}

const LETTER_KEYS: Record<string, KeyAction> = {
  j: 'next',
  k: 'previous',
  a: 'approve',
  r: 'return',
  x: 'reject',
  n: 'skip',
  c: 'question',
  '/': 'search',
}
const ARROW_KEYS: Record<string, KeyAction> = { ArrowDown: 'next', ArrowUp: 'previous' }
/** Held down, these go on; a decision is taken once for each press. */
const REPEATING_ACTIONS: KeyAction[] = ['next', 'previous', 'question']

export function actionForKey(pressed: PressedKey, where: KeyContext): KeyAction | null {
  const { key, ctrlKey, metaKey, altKey, repeat, isComposing } = pressed
  if (ctrlKey || metaKey || altKey || isComposing || where.covered || where.typing) return null
  if (key === 'Escape') return 'close'
  const arrow = where.reading ? undefined : ownEntry(ARROW_KEYS, key)
  const deed = arrow ?? (where.letters ? ownEntry(LETTER_KEYS, key.toLowerCase()) : undefined)
  return deed && (!repeat || REPEATING_ACTIONS.includes(deed)) ? deed : null
}

const TYPING_SELECTOR =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])'

const READING_ATTRIBUTE = 'data-reading'

function keyContextOf(target: EventTarget | null, letters: boolean): KeyContext {
  const at = target instanceof Element ? target : null
  return {
    typing: at?.closest(TYPING_SELECTOR) != null,
    reading: at?.hasAttribute(READING_ATTRIBUTE) === true && at.scrollHeight > at.clientHeight,
    covered: document.querySelector('dialog[open]') !== null,
    letters,
  }
}

/** While the component is shown, these deeds are done by their keys. */
export function useShortcutKeys(
  letters: boolean,
  deeds: Partial<Record<KeyAction, () => void>>,
): void {
  const latest = useRef({ letters, deeds })
  latest.current = { letters, deeds }
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const deed = actionForKey(event, keyContextOf(event.target, latest.current.letters))
      const done = deed && latest.current.deeds[deed]
      if (!done) return
      event.preventDefault()
      done()
    }
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [])
}
