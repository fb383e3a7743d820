// Mai's keys: what she means in the queue, and what is hers while she types.

import { describe, expect, it } from 'vitest'
import { deedOf, type Pressed, type Where } from '../../webapp/review/keys'

const press = (key: string, said: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...said,
})
const QUEUE: Where = { typing: false, reading: false, covered: false, letters: true }

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
    expect(deedOf(press(key), QUEUE)).toBe(deed)
  })

  it.each(['Enter', 'Tab', ' ', 'PageDown', 'Home', 'q', 'đ', 'Process'])(
    '%s is left to the browser',
    (key) => {
      expect(deedOf(press(key), QUEUE)).toBeNull()
    },
  )

  it('a key held down moves on, and decides once', () => {
    expect(deedOf(press('j', { repeat: true }), QUEUE)).toBe('next')
    for (const key of ['a', 'r', 'x', 'n', '/'])
      expect(deedOf(press(key, { repeat: true }), QUEUE)).toBeNull()
  })

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])(
    'with %j it is the browser’s',
    (said) => {
      for (const key of ['a', 'r', 'x', 'j', 'ArrowDown', 'Escape'])
        expect(deedOf(press(key, said), QUEUE)).toBeNull()
    },
  )
})

describe('nothing is stolen', () => {
  const KEYS = ['a', 'r', 'x', 'j', 'k', 'n', '/', 'ArrowDown', 'ArrowUp', 'Escape']

  it('from a field, nor while letters are being composed', () => {
    for (const key of KEYS) {
      expect(deedOf(press(key), { ...QUEUE, typing: true })).toBeNull()
      expect(deedOf(press(key, { isComposing: true }), QUEUE)).toBeNull()
    }
  })

  it('from a dialog', () => {
    for (const key of KEYS) expect(deedOf(press(key), { ...QUEUE, covered: true })).toBeNull()
  })

  it('from a long record that the arrows move; letters still lead through the queue', () => {
    const reading = { ...QUEUE, reading: true }
    expect(deedOf(press('ArrowDown'), reading)).toBeNull()
    expect(deedOf(press('j'), reading)).toBe('next')
  })

  it('from somebody who speaks to the computer: letters can be turned off', () => {
    const spoken = { ...QUEUE, letters: false }
    for (const key of ['a', 'r', 'x', 'j', 'k', 'n', '/'])
      expect(deedOf(press(key), spoken)).toBeNull()
    expect(deedOf(press('ArrowDown'), spoken)).toBe('next')
    expect(deedOf(press('Escape'), spoken)).toBe('close')
  })
})
