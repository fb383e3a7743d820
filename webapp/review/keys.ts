// What a key means at a desk. Its one rule: it steals nothing from somebody who types, from a dialog,
// or from the browser.

import { useEffect, useRef } from 'preact/hooks'

export type Deed =
  | 'next'
  | 'previous'
  | 'approve'
  | 'return'
  | 'reject'
  | 'skip'
  | 'search'
  | 'question'
  | 'close'

export interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  repeat: boolean
  isComposing: boolean
}

/** Where it was pressed. */
export interface Where {
  /** In something that takes letters. */
  typing: boolean
  /** In a text that the arrows move up and down. */
  reading: boolean
  /** Something lies above the page and must be answered first. */
  covered: boolean
  /** Whether letters mean anything: whoever speaks to a computer turns them off. */
  letters: boolean
}

const LETTERS: Record<string, Deed> = {
  j: 'next',
  k: 'previous',
  a: 'approve',
  r: 'return',
  x: 'reject',
  n: 'skip',
  c: 'question',
  '/': 'search',
}
const ARROWS: Record<string, Deed> = { ArrowDown: 'next', ArrowUp: 'previous' }
/** Held down, these go on; a decision is taken once for each press. */
const GOES_ON: Deed[] = ['next', 'previous', 'question']

export function deedOf(pressed: Pressed, where: Where): Deed | null {
  const { key, ctrlKey, metaKey, altKey, repeat, isComposing } = pressed
  if (ctrlKey || metaKey || altKey || isComposing || where.covered || where.typing) return null
  if (key === 'Escape') return 'close'
  const arrow = where.reading ? undefined : ARROWS[key]
  const deed = arrow ?? (where.letters ? LETTERS[key.toLowerCase()] : undefined)
  return deed && (!repeat || GOES_ON.includes(deed)) ? deed : null
}

const TAKES_LETTERS =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])'

export const READING = 'data-reading'

function whereIs(target: EventTarget | null, letters: boolean): Where {
  const at = target instanceof Element ? target : null
  return {
    typing: at?.closest(TAKES_LETTERS) != null,
    reading: at?.hasAttribute(READING) === true && at.scrollHeight > at.clientHeight,
    covered: document.querySelector('dialog[open]') !== null,
    letters,
  }
}

/** While the component is shown, these deeds are done by their keys. */
export function useKeys(letters: boolean, deeds: Partial<Record<Deed, () => void>>): void {
  const latest = useRef({ letters, deeds })
  latest.current = { letters, deeds }
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const deed = deedOf(event, whereIs(event.target, latest.current.letters))
      const done = deed && latest.current.deeds[deed]
      if (!done) return
      event.preventDefault()
      done()
    }
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [])
}
