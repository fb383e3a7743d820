// Fingerprints and base64 of text. Twin: digests.py, which has them from Python's library.

import { XPathError } from './errors'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The SHA-256 of the text (UTF-8) in base64 or hex. */
export function digest(text: string, algorithm: string, encoding = 'base64'): string {
  const how = encoding.toLowerCase()
  if (algorithm.toUpperCase() !== 'SHA-256' || (how !== 'hex' && how !== 'base64'))
    throw new XPathError('digest', `${algorithm} ${encoding}`)
  const hex = sha256Hex(new TextEncoder().encode(text))
  return how === 'hex' ? hex : encodeBase64(hex)
}

function encodeBase64(hex: string): string {
  let written = ''
  for (let at = 0; at < hex.length; at += 3) {
    const bits = Number.parseInt(hex.slice(at, at + 3).padEnd(3, '0'), 16)
    written += BASE64.charAt(bits >> 6) + (at + 1 < hex.length ? BASE64.charAt(bits & 63) : '')
  }
  return `${written}=`
}

/** What base64 stands for, read as UTF-8; "" when it is not base64. */
export function decodeBase64(text: string): string {
  const written = text.replace(/[ \t\r\n]/g, '').replace(/=*$/, '')
  const bytes: number[] = []
  let bits = 0
  for (let at = 0; at < written.length; at++) {
    const value = BASE64.indexOf(written.charAt(at))
    if (value < 0) return ''
    bits = (bits << 6) | value
    if (at % 4) bytes.push((bits >> (6 - (at % 4) * 2)) & 255)
  }
  return written.length % 4 === 1 ? '' : new TextDecoder().decode(new Uint8Array(bytes))
}

const rotateAndMix = (word: number, ...by: number[]) =>
  by.reduce((mixed, bits) => mixed ^ ((word >>> bits) | (word << (32 - bits))), 0)

/** The first 32 bits behind the point. */
const fractionBits = (root: number) => ((root % 1) * 2 ** 32) | 0

/** The message with its end mark and its length, in words of 32 bits. */
function padMessage(bytes: Uint8Array): number[] {
  const words = Array<number>(((bytes.length + 72) >> 6) * 16).fill(0)
  for (const [at, byte] of [...bytes, 128].entries())
    words[at >> 2] = (words[at >> 2] as number) | (byte << (24 - (at % 4) * 8))
  words[words.length - 1] = bytes.length * 8
  return words
}

function firstPrimes(): number[] {
  const found: number[] = []
  for (let number = 2; found.length < 64; number++)
    if (found.every((prime) => number % prime)) found.push(number)
  return found
}

type HashState = [number, number, number, number, number, number, number, number]

function sha256Hex(bytes: Uint8Array): string {
  const all = firstPrimes()
  const words = padMessage(bytes)
  let state = all.slice(0, 8).map((prime) => fractionBits(Math.sqrt(prime)))
  for (let from = 0; from < words.length; from += 16) {
    const block = words.slice(from, from + 16)
    let row = state
    all.forEach((prime, at) => {
      const back = (by: number) => block[at - by] as number
      if (at > 15)
        block[at] =
          (back(16) +
            (rotateAndMix(back(15), 7, 18) ^ (back(15) >>> 3)) +
            back(7) +
            (rotateAndMix(back(2), 17, 19) ^ (back(2) >>> 10))) |
          0
      const [a, b, c, d, e, f, g, h] = row as HashState
      const one =
        h +
        rotateAndMix(e, 6, 11, 25) +
        ((e & f) ^ (~e & g)) +
        fractionBits(Math.cbrt(prime)) +
        back(0)
      const two = rotateAndMix(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))
      row = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g]
    })
    state = state.map((word, at) => (word + (row[at] as number)) | 0)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
