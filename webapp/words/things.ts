// How the standing things that forms register are spoken of; others are called by general words.

import { t, type WordKey, type WordValues } from '.'

const KNOWN_ENTITY_LISTS = ['teams', 'addresses', 'clubs'] as const
type KnownEntityList = (typeof KNOWN_ENTITY_LISTS)[number]
type EntityWordUse = 'name' | 'mine' | 'here' | 'all' | 'members' | 'done' | 'due'

const isKnownEntityList = (list: string): list is KnownEntityList =>
  KNOWN_ENTITY_LISTS.includes(list as KnownEntityList)

export const entityWord = (list: string, what: EntityWordUse, said: WordValues = {}): string =>
  t(`things.${isKnownEntityList(list) ? list : 'other'}.${what}` satisfies WordKey, said)
