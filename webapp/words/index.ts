// The one door to every word that a person reads. Vietnamese comes with the app, English when asked.

import { signal } from '@preact/signals'
import { vi } from './vi/main'

export type WordKey = keyof typeof vi
export type WordTable = Record<WordKey, string>
export type Language = 'vi' | 'en'
export type WordValues = Record<string, string | number>

export const language = signal<Language>('vi')
let currentWords: WordTable = vi

export async function switchLanguage(wanted: Language): Promise<void> {
  currentWords = wanted === 'en' ? (await import('./en/main')).en : vi
  language.value = wanted
  document.documentElement.lang = wanted
}

/** {n} is replaced; {n|record|records} chooses by whether n is 1. */
export function fillIn(text: string, said: WordValues): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    const value = said[name]
    if (one === undefined) return String(value ?? whole)
    return Number(value) === 1 ? one : many
  })
}

export function t(key: WordKey, said: WordValues = {}): string {
  void language.value // whoever shows words is shown again when the language changes
  return fillIn(currentWords[key], said)
}

/** Words for a code from elsewhere (an error, a level, a reason); unknown codes are shown as they are. */
export function wordForCode(
  family: 'error' | 'level' | 'absence' | 'problem' | 'role',
  code: string,
): string {
  const key = `${family}.${code}`
  return key in currentWords ? t(key as WordKey) : t(`${family}.unknown`, { code })
}
