// How much of a photo travels at once. Its rule: a part takes some seconds on any line, so that a cut
// costs little; and a line that cut is trusted with less until it has carried several parts.

const MOST_PART_BYTES = 131_072
const FIRST_PART_BYTES = 32_768
/** Below this the round trip costs more than the bytes; only cuts make parts smaller. */
const QUICK_PART_BYTES = 16_384
const LEAST_PART_BYTES = 2_048
const WANTED_PART_TIME = 8_000
const TRUSTED_AFTER_PARTS = 4

export interface UploadPace {
  size(): number
  took(bytes: number, ms: number): void
  /** Nobody answered: the next part is half as long. */
  failed(): void
}

export function startUploadPace(): UploadPace {
  let size = FIRST_PART_BYTES
  let carried = TRUSTED_AFTER_PARTS
  return {
    size: () => size,
    took(bytes, ms) {
      carried++
      const fits = Math.max(QUICK_PART_BYTES, (bytes / Math.max(ms, 1)) * WANTED_PART_TIME)
      const grown = carried > TRUSTED_AFTER_PARTS ? size * 2 : size
      size = Math.round(Math.min(MOST_PART_BYTES, fits, grown))
    },
    failed() {
      carried = 0
      size = Math.max(LEAST_PART_BYTES, Math.round(size / 2))
    },
  }
}

/** A slow line is no dead one: a minute for the round trip, and 500 bytes a second. */
export const timeoutForBytes = (bytes: number) => 60_000 + bytes * 2
