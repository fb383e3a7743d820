// Mai's keys: what she means in the queue, and what is hers while she types.

import { describe, expect, it } from 'vitest'
import { actionForKey, type KeyContext, type PressedKey } from '../../../webapp/review/keys'

const press = (key: string, said: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...said,
})
const QUEUE: KeyContext = { typing: false, reading: false, covered: false, letters: true }

describe('in the queue', () => {
  it.each([
    ['ArrowDown', 'next'],
    ['j', 'next'],
    ['ArrowUp', 'previous'],
    ['k', 'previous'],
    ['a', 'approve'],
    ['A', 'approve'],
    ['r', 'return'],
    ['x', 'reject'],
    ['n', 'skip'],
    ['/', 'search'],
    ['Escape', 'close'],
  ])('%s is %s', (key, deed) => {
    expect(actionForKey(press(key), QUEUE)).toBe(deed)
  })

  it.each(['Enter', 'Tab', ' ', 'PageDown', 'Home', 'q', 'đ', 'Process'])(
    '%s is left to the browser',
    (key) => {
      expect(actionForKey(press(key), QUEUE)).toBeNull()
    },
  )

  it('a key held down moves on, and decides once', () => {
    expect(actionForKey(press('j', { repeat: true }), QUEUE)).toBe('next')
    for (const key of ['a', 'r', 'x', 'n', '/'])
      expect(actionForKey(press(key, { repeat: true }), QUEUE)).toBeNull()
  })

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])(
    'with %j it is the browser’s',
    (said) => {
      for (const key of ['a', 'r', 'x', 'j', 'ArrowDown', 'Escape'])
        expect(actionForKey(press(key, said), QUEUE)).toBeNull()
    },
  )
})

describe('nothing is stolen', () => {
  const KEYS = ['a', 'r', 'x', 'j', 'k', 'n', '/', 'ArrowDown', 'ArrowUp', 'Escape']

  it('from a field, nor while letters are being composed', () => {
    for (const key of KEYS) {
      expect(actionForKey(press(key), { ...QUEUE, typing: true })).toBeNull()
      expect(actionForKey(press(key, { isComposing: true }), QUEUE)).toBeNull()
    }
  })

  it('from a dialog', () => {
    for (const key of KEYS) expect(actionForKey(press(key), { ...QUEUE, covered: true })).toBeNull()
  })

  it('from a long record that the arrows move; letters still lead through the queue', () => {
    const reading = { ...QUEUE, reading: true }
    expect(actionForKey(press('ArrowDown'), reading)).toBeNull()
    expect(actionForKey(press('j'), reading)).toBe('next')
  })

  it('from somebody who speaks to the computer: letters can be turned off', () => {
    const spoken = { ...QUEUE, letters: false }
    for (const key of ['a', 'r', 'x', 'j', 'k', 'n', '/'])
      expect(actionForKey(press(key), spoken)).toBeNull()
    expect(actionForKey(press('ArrowDown'), spoken)).toBe('next')
    expect(actionForKey(press('Escape'), spoken)).toBe('close')
  })
})
