// Reading aloud what a screen asks, where the phone has a Vietnamese voice of its own. Its rules:
// never by itself, and never by a voice that sends the words somewhere to have them spoken.

import { signal } from '@preact/signals'

type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>

/** Phones write vi-VN, vi_VN or vi. */
export const voiceAmong = <V extends Voice>(voices: readonly V[]): V | null =>
  voices.find(({ lang, localService }) => localService && /^vi([-_]|$)/i.test(lang)) ?? null

/** Without the marks of bold and italic letters, each piece a sentence. */
export const sentences = (pieces: readonly string[]): string =>
  pieces
    .map((piece) => piece.replace(/[*_]+/g, ' ').replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .map((piece) => (/[.!?:…]$/.test(piece) ? piece : `${piece}.`))
    .join(' ')

const voice = signal<SpeechSynthesisVoice | null>(null)
export const reading = signal(false)

const speech = () => ('speechSynthesis' in window ? window.speechSynthesis : null)

let asked = false

/** Is there a voice? Phones tell of theirs only after a while. */
export function canRead(): boolean {
  if (!asked) {
    asked = true
    const look = () => {
      voice.value = voiceAmong(speech()?.getVoices() ?? [])
    }
    look()
    speech()?.addEventListener('voiceschanged', look)
  }
  return voice.value !== null
}

export function read(pieces: readonly string[]): void {
  const spoken = new SpeechSynthesisUtterance(sentences(pieces))
  spoken.voice = voice.value
  spoken.lang = 'vi-VN'
  const over = () => {
    reading.value = false
  }
  spoken.addEventListener('end', over)
  spoken.addEventListener('error', over)
  hush()
  reading.value = true
  speech()?.speak(spoken)
}

export function hush(): void {
  if (reading.value) speech()?.cancel()
  reading.value = false
}
