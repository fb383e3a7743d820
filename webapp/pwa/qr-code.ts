// An address as a QR code for another phone (ISO/IEC 18004), drawn by the library `qr`. Fetched only
// where it is shown.

import encodeQR from 'qr'

/** Light squares around the code, as the standard asks. */
const QUIET_ZONE = 4

/** One SVG path of unit squares, and how many squares a side has; null when the text is too long. */
export function qrSvgPath(text: string): { path: string; size: number } | null {
  const rows = darkSquares(text)
  const path = rows?.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
  return rows && path ? { path: path.join(''), size: rows.length } : null
}

function darkSquares(text: string): boolean[][] | null {
  try {
    return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
