// Fingerprints and base64 of text. Twin: digests.py, which has them from Python's library.
// Slow and small: forms take the fingerprint of a name, not of a file.

import { XPathError } from './errors'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The fingerprint of the text (UTF-8) in base64 or hex. */
export function digest(text: string, algorithm: string, encoding = 'base64'): string {
  const make = ALGORITHMS[algorithm.toUpperCase()]
  const how = encoding.toLowerCase()
  if (!make || (how !== 'hex' && how !== 'base64'))
    throw new XPathError('digest', `${algorithm} ${encoding}`)
  const hex = make(new TextEncoder().encode(text))
  return how === 'hex' ? hex : encoded(hex)
}

function encoded(hex: string): string {
  let written = ''
  for (let at = 0; at < hex.length; at += 3) {
    const bits = Number.parseInt(hex.slice(at, at + 3).padEnd(3, '0'), 16)
    written += BASE64.charAt(bits >> 6)
    if (at + 1 < hex.length) written += BASE64.charAt(bits & 63)
  }
  return written.padEnd(Math.ceil(written.length / 4) * 4, '=')
}

/** What base64 stands for, read as UTF-8; "" when it is not base64. */
export function decoded(text: string): string {
  const written = text.replace(/[ \t\r\n]/g, '').replace(/=*$/, '')
  const bytes: number[] = []
  let bits = 0
  for (const [at, character] of [...written].entries()) {
    const value = BASE64.indexOf(character)
    if (value < 0) return ''
    bits = ((bits << 6) | value) & 0xffff
    if (at % 4) bytes.push((bits >> (6 - (at % 4) * 2)) & 255)
  }
  return written.length % 4 === 1 ? '' : new TextDecoder().decode(new Uint8Array(bytes))
}

type Words = bigint[]

const masked = (value: bigint, width: bigint) => BigInt.asUintN(Number(width), value)
const right = (x: bigint, by: bigint, width: bigint) => (x >> by) | masked(x << (width - by), width)
const left = (x: bigint, by: number) => right(x, BigInt(32 - by), 32n)

/** The message with its end mark and its length, in words of `width` bits. */
function blocks(bytes: Uint8Array, width: bigint, little = false): Words[] {
  const size = Number(width) / 8
  const length = Math.ceil((bytes.length + 1 + size * 2) / (size * 16)) * size * 16
  const padded = [...bytes, 128, ...Array<number>(length - bytes.length - 1).fill(0)]
  let rest = bytes.length * 8
  for (let at = 0; rest; at++, rest = Math.floor(rest / 256))
    padded[little ? length - 8 + at : length - 1 - at] = rest % 256
  const found: Words[] = []
  for (let at = 0; at < length; at += size) {
    const word = padded.slice(at, at + size)
    if (little) word.reverse()
    if (at % (size * 16) === 0) found.push([])
    found.at(-1)?.push(word.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n))
  }
  return found
}

const hexOf = (state: Words, width: bigint) =>
  state.map((word) => word.toString(16).padStart(Number(width) / 4, '0')).join('')

/** The first bits behind the point of a prime's square or cube root. */
function rootBits(prime: bigint, power: bigint, width: bigint): bigint {
  const wanted = prime << (power * width)
  let root = 0n
  for (let bit = 1n << (width + 5n); bit; bit >>= 1n)
    if ((root + bit) ** power <= wanted) root += bit
  return masked(root, width)
}

function primes(count: number): bigint[] {
  const found: bigint[] = []
  for (let number = 2n; found.length < count; number++)
    if (found.every((prime) => number % prime)) found.push(number)
  return found
}

const TURNS: Record<string, bigint[]> = {
  32: [2n, 13n, 22n, 6n, 11n, 25n, 7n, 18n, 3n, 17n, 19n, 10n],
  64: [28n, 34n, 39n, 14n, 18n, 41n, 1n, 8n, 7n, 19n, 61n, 6n],
}

function sha2(bytes: Uint8Array, width: bigint, skip = 0): Words {
  const turns = TURNS[String(width)] as bigint[]
  const mix = (x: bigint, from: number, shift = false) => {
    const [a, b, c] = turns.slice(from, from + 3) as [bigint, bigint, bigint]
    return right(x, a, width) ^ right(x, b, width) ^ (shift ? x >> c : right(x, c, width))
  }
  const of = primes(width === 32n ? 64 : 80)
  const keys = of.map((prime) => rootBits(prime, 3n, width))
  let state = of.slice(skip, skip + 8).map((prime) => rootBits(prime, 2n, width))
  for (const words of blocks(bytes, width)) {
    let row = state
    keys.forEach((key, at) => {
      const back = (by: number) => words[at - by] as bigint
      if (at > 15)
        words[at] = masked(
          back(16) + mix(back(15), 6, true) + back(7) + mix(back(2), 9, true),
          width,
        )
      const [a, b, c, d, e, f, g, h] = row as [
        bigint,
        bigint,
        bigint,
        bigint,
        bigint,
        bigint,
        bigint,
        bigint,
      ]
      const one = h + mix(e, 3) + ((e & f) ^ (~e & g)) + key + back(0)
      const two = mix(a, 0) + ((a & b) ^ (a & c) ^ (b & c))
      row = [masked(one + two, width), a, b, c, masked(d + one, width), e, f, g]
    })
    state = state.map((word, at) => masked(word + (row[at] as bigint), width))
  }
  return state
}

const START = [0x67452301n, 0xefcdab89n, 0x98badcfen, 0x10325476n, 0xc3d2e1f0n]
const either = (a: bigint, b: bigint, c: bigint) => (a & b) | (masked(~a, 32n) & c)

function sha1(bytes: Uint8Array): Words {
  let state = START
  for (const words of blocks(bytes, 32n)) {
    let row = state
    for (let at = 0; at < 80; at++) {
      const back = (by: number) => words[at - by] as bigint
      if (at > 15) words[at] = left(back(3) ^ back(8) ^ back(14) ^ back(16), 1)
      const [a, b, c, d, e] = row as [bigint, bigint, bigint, bigint, bigint]
      const phase = Math.floor(at / 20)
      const f =
        phase === 0 ? either(b, c, d) : phase === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const key = [0x5a827999n, 0x6ed9eba1n, 0x8f1bbcdcn, 0xca62c1d6n][phase] as bigint
      row = [masked(left(a, 5) + f + e + key + back(0), 32n), a, left(b, 30), c, d]
    }
    state = state.map((word, at) => masked(word + (row[at] as bigint), 32n))
  }
  return state
}

const ALGORITHMS: Record<string, (bytes: Uint8Array) => string> = {
  'SHA-1': (bytes) => hexOf(sha1(bytes), 32n),
  'SHA-256': (bytes) => hexOf(sha2(bytes, 32n), 32n),
  'SHA-384': (bytes) => hexOf(sha2(bytes, 64n, 8).slice(0, 6), 64n),
  'SHA-512': (bytes) => hexOf(sha2(bytes, 64n), 64n),
}
