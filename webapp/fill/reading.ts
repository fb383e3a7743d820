// Reading aloud what a screen asks, where the phone has a Vietnamese voice of its own. Its rules:
// never by itself, and never by a voice that sends the words somewhere to have them spoken.

import { signal } from '@preact/signals'

type SpeechVoice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>

/** Phones write vi-VN, vi_VN or vi. */
export const findVietnameseVoice = <V extends SpeechVoice>(voices: readonly V[]): V | null =>
  voices.find(({ lang, localService }) => localService && /^vi([-_]|$)/i.test(lang)) ?? null

/** Without the marks of bold and italic letters, each piece a sentence. */
export const joinSentences = (pieces: readonly string[]): string =>
  pieces
    .map((piece) => piece.replace(/[*_]+/g, ' ').replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .map((piece) => (/[.!?:…]$/.test(piece) ? piece : `${piece}.`))
    .join(' ')

const vietnameseVoice = signal<SpeechSynthesisVoice | null>(null)
export const isReadingAloud = signal(false)

const speechSynthesizer = () => ('speechSynthesis' in window ? window.speechSynthesis : null)

let hasAskedForVoices = false

/** Is there a voice? Phones tell of theirs only after a while. */
export function canReadAloud(): boolean {
  if (!hasAskedForVoices) {
    hasAskedForVoices = true
    const look = () => {
      vietnameseVoice.value = findVietnameseVoice(speechSynthesizer()?.getVoices() ?? [])
    }
    look()
    speechSynthesizer()?.addEventListener('voiceschanged', look)
  }
  return vietnameseVoice.value !== null
}

export function speakAloud(pieces: readonly string[]): void {
  const spoken = new SpeechSynthesisUtterance(joinSentences(pieces))
  spoken.voice = vietnameseVoice.value
  spoken.lang = 'vi-VN'
  const over = () => {
    isReadingAloud.value = false
  }
  spoken.addEventListener('end', over)
  spoken.addEventListener('error', over)
  stopReading()
  isReadingAloud.value = true
  speechSynthesizer()?.speak(spoken)
}

export function stopReading(): void {
  if (isReadingAloud.value) speechSynthesizer()?.cancel()
  isReadingAloud.value = false
}
