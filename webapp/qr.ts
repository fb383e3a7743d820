// An address as a QR code (ISO/IEC 18004): bytes, error correction M, versions 1 to 6, mask 0: all that
// an address needs, and nothing to fetch from elsewhere. Pure.

/** By version: code words in all, of those for correction in each block, and blocks. */
const QR_VERSION_SIZES = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
] as const
/** Correction M, mask 0, with its own check bits and the mask that the standard lays over them. */
const QR_FORMAT_BITS = 0x5412
const GALOIS_POLYNOMIAL = 0x11d

type QrModules = boolean[][]

/** Rows of dark (true) and light; null when the text is too long. */
export function qrCode(text: string): QrModules | null {
  const bytes = [...new TextEncoder().encode(text)]
  const nth = QR_VERSION_SIZES.findIndex(
    ([all, check, blocks]) => bytes.length + 2 <= all - check * blocks,
  )
  const size = QR_VERSION_SIZES[nth]
  return size ? drawModules(nth + 1, interleaveBlocks(bytes, size)) : null
}

/** Mode and length, the text, an end, and filling up to what this version holds. */
function padCodewords(bytes: number[], room: number): number[] {
  const [first, last] = [bytes.length >> 4, bytes.length & 15]
  const nibbles = [4, first, last, ...bytes.flatMap((one) => [one >> 4, one & 15]), 0]
  const words: number[] = []
  for (let at = 0; at + 1 < nibbles.length; at += 2)
    words.push(((nibbles[at] ?? 0) << 4) | (nibbles[at + 1] ?? 0))
  for (let fill = 0xec; words.length < room; fill ^= 0xec ^ 0x11) words.push(fill)
  return words
}

/** Blocks side by side, then their checks: a stain takes a little of each. */
function interleaveBlocks(
  bytes: number[],
  [all, check, count]: (typeof QR_VERSION_SIZES)[number],
): number[] {
  const words = padCodewords(bytes, all - check * count)
  const long = words.length / count
  const blocks = Array.from({ length: count }, (_, n) => words.slice(n * long, (n + 1) * long))
  const checks = blocks.map((block) => errorCorrectionWords(block, check))
  const across = (rows: number[][]) =>
    (rows[0] ?? []).flatMap((_, at) => rows.map((r) => r[at] ?? 0))
  return [...across(blocks), ...across(checks)]
}

function galoisProduct(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product >> 7 ? GALOIS_POLYNOMIAL : 0)
    if ((b >> bit) & 1) product ^= a
  }
  return product
}

/** What Reed and Solomon divide by: roots 1, 2, 4 …; its leading 1 left out. */
function generatorPolynomial(degree: number): number[] {
  const by = Array<number>(degree).fill(0)
  by[degree - 1] = 1
  for (let n = 0, root = 1; n < degree; n++, root = galoisProduct(root, 2))
    for (let at = 0; at < degree; at++)
      by[at] = galoisProduct(by[at] ?? 0, root) ^ (by[at + 1] ?? 0)
  return by
}

function errorCorrectionWords(block: number[], degree: number): number[] {
  const by = generatorPolynomial(degree)
  let rest = Array<number>(degree).fill(0)
  for (const word of block) {
    const factor = word ^ (rest[0] ?? 0)
    rest = by.map((one, at) => galoisProduct(one, factor) ^ (rest[at + 1] ?? 0))
  }
  return rest
}

function drawModules(version: number, words: number[]): QrModules {
  const size = version * 4 + 17
  const dark: QrModules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const taken: QrModules = dark.map((row) => [...row])
  const set = (x: number, y: number, on: boolean) => {
    const [row, mark] = [dark[y], taken[y]]
    if (!row || !mark || x < 0 || x >= size) return
    row[x] = on
    mark[x] = true
  }
  for (let at = 8; at < size - 8; at++) {
    set(at, 6, at % 2 === 0)
    set(6, at, at % 2 === 0)
  }
  // Three eyes with their white rims, and from version 2 on a small one.
  const eye = (x: number, y: number, reach: number, light: number[]) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    eye(x, y, 4, [2, 4])
  if (version > 1) eye(size - 7, size - 7, 2, [1])
  drawFormatBits(set, size)
  drawCodewords(dark, taken, size, words)
  return dark
}

/** How it is to be read, twice. */
function drawFormatBits(set: (x: number, y: number, on: boolean) => void, size: number): void {
  for (let bit = 0; bit < 15; bit++) {
    const on = ((QR_FORMAT_BITS >> bit) & 1) === 1
    set(bit < 8 ? 8 : bit < 9 ? 7 : 14 - bit, bit < 6 ? bit : bit < 8 ? bit + 1 : 8, on)
    if (bit < 8) set(size - 1 - bit, 8, on)
    else set(8, size - 15 + bit, on)
  }
  set(8, size - 8, true)
}

/** Up and down in columns of two, from the right; every other square is turned over. */
function drawCodewords(dark: QrModules, taken: QrModules, size: number, words: number[]): void {
  let bit = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    const up = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        const row = dark[y]
        if (!row || taken[y]?.[x]) continue
        const on = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
        bit++
        row[x] = on !== ((x + y) % 2 === 0)
      }
    }
  }
}

/** As the path of a drawing, one unit for each square. */
export const qrSvgPath = (square: QrModules): string =>
  square.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
