// How the standing things that forms register are spoken of; others are called by general words.

import { type Key, type Said, t } from '.'

const KNOWN = ['teams', 'addresses', 'clubs'] as const
type Known = (typeof KNOWN)[number]
type Spoken = 'name' | 'mine' | 'here' | 'all' | 'members' | 'done' | 'due'

const isKnown = (list: string): list is Known => KNOWN.includes(list as Known)

export const thingWord = (list: string, what: Spoken, said: Said = {}): string =>
  t(`things.${isKnown(list) ? list : 'other'}.${what}` satisfies Key, said)
