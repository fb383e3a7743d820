// How much of a photo travels at once. Its rule: a part takes some seconds on any line, so that a cut
// costs little; and a line that cut is trusted with less until it has carried several parts.

export const MOST = 131_072
const FIRST = 32_768
/** Below this the round trip costs more than the bytes; only cuts make parts smaller. */
const QUICK = 16_384
const LEAST = 2_048
const WANTED = 8_000
const TRUSTED_AFTER = 4

export interface Pace {
  size(): number
  took(bytes: number, ms: number): void
  /** Nobody answered: the next part is half as long. */
  failed(): void
}

export function startPace(): Pace {
  let size = FIRST
  let carried = TRUSTED_AFTER
  return {
    size: () => size,
    took(bytes, ms) {
      carried++
      const fits = Math.max(QUICK, (bytes / Math.max(ms, 1)) * WANTED)
      const grown = carried > TRUSTED_AFTER ? size * 2 : size
      size = Math.round(Math.min(MOST, fits, grown))
    },
    failed() {
      carried = 0
      size = Math.max(LEAST, Math.round(size / 2))
    },
  }
}

/** A slow line is no dead one: a minute for the round trip, and 500 bytes a second. */
export const patience = (bytes: number) => 60_000 + bytes * 2
