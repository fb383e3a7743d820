// The one door to every word that a person reads, and the one translator. Vietnamese comes with the app
// and with each room; English, room by room, when somebody speaks it.

import { signal } from '@preact/signals'
import { ownEntry } from '../entries'
import { vi } from './vi/main'

/** Every dictionary by its name, with its keys. A room with words of its own adds its own here. */
export interface Dictionaries {
  main: keyof typeof vi
}

export type WordKey = Dictionaries[keyof Dictionaries]
/** What stands before the first dot: error, level, act … */
export type WordFamily = FamilyOf<WordKey>
type FamilyOf<Key> = Key extends `${infer Family}.${string}` ? Family : never
export type Language = 'vi' | 'en'
export type WordValues = Record<string, string | number>
type Words = Record<string, string>

export const language = signal<Language>('vi')
/** Turned when English arrives for words that are on the screen already. */
const arrivals = signal(0)
const vietnamese: Words = {}
const english: Words = {}
const englishLoaders = new Map<Words, () => Promise<Words>>()
let arriving: Promise<unknown> = Promise.resolve()

/** A room brings its words when it is first imported: Vietnamese now, English when it is spoken. */
export function addWords(words: Words, loadEnglish: () => Promise<Words>): void {
  Object.assign(vietnamese, words)
  englishLoaders.set(words, loadEnglish)
  if (language.value === 'en') arriving = fetchEnglish()
}

/** A room whose English is out of reach stays Vietnamese until English is asked for again. */
async function fetchEnglish(): Promise<void> {
  const fetched = [...englishLoaders].map(async ([words, load]) => {
    Object.assign(english, await load())
    englishLoaders.delete(words)
  })
  await Promise.allSettled(fetched)
  arrivals.value++
  if (englishLoaders.has(vi)) throw new Error('English is out of reach.')
}

/** A screen that was fetched waits for its words too, so that it does not change its language. */
export const wordsArrived = (): Promise<unknown> => arriving

export async function switchLanguage(wanted: Language): Promise<void> {
  const asked = new Set(englishLoaders.keys())
  if (wanted === 'en') await fetchEnglish()
  language.value = wanted
  document.documentElement.lang = wanted
  // A room that came meanwhile brought its words while Vietnamese was still spoken.
  const late = [...englishLoaders.keys()].some((words) => !asked.has(words))
  if (wanted === 'en' && late) arriving = fetchEnglish()
}

/** {n} is replaced; {n|record|records} chooses by whether n is 1. */
export function fillIn(text: string, said: WordValues): string {
  return text.replace(/\{(\w+)(?:\|([^{|}]*)\|([^{}]*))?\}/g, (whole, name, one, many) => {
    const value = ownEntry(said, name)
    if (one === undefined) return String(value ?? whole)
    return Number(value) === 1 ? one : many
  })
}

export function t(key: WordKey, said: WordValues = {}): string {
  void arrivals.value // whoever shows words is shown again when they come, or the language changes
  const text = language.value === 'en' ? english[key] : undefined
  return fillIn(text ?? vietnamese[key] ?? key, said)
}

export const hasWordForCode = (family: WordFamily, code: string): boolean =>
  Object.hasOwn(vietnamese, `${family}.${code}`)

/** Words for a code from elsewhere (an error, a level, a reason); unknown codes are shown as they are. */
export function wordForCode(family: WordFamily, code: string): string {
  if (hasWordForCode(family, code)) return t(`${family}.${code}` as WordKey)
  const unknown = `${family}.unknown`
  return Object.hasOwn(vi, unknown) ? t(unknown as WordKey, { code }) : code
}

addWords(vi, () => import('./en/main').then((words) => words.en))
