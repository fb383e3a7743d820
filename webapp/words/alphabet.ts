// The order of Vietnamese names: letters first (a ă â b c d đ …), tones only between equal letters.
// Intl.Collator knows it too, but a cheap phone takes 90 ms to wake it before the first screen. Pure.

const VIETNAMESE_ALPHABET = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
/** huyền, hỏi, ngã, sắc, nặng, as combining marks. */
const TONES = '\u0300\u0309\u0303\u0301\u0323'
/** Every letter comes after what is none. */
const FIRST_LETTER_CODE = 0xe000

/** What is compared: the letters without tones, and after them the tone of each. */
function nameSortKey(name: string): string {
  let letters = ''
  let tones = ''
  for (const letter of name.toLowerCase().normalize('NFC')) {
    const marks = letter.normalize('NFD')
    const tone = [...marks].find((mark) => TONES.includes(mark)) ?? ''
    const bare = marks.replace(tone, '').normalize('NFC')
    const nth = VIETNAMESE_ALPHABET.indexOf(bare)
    letters += nth < 0 ? bare : String.fromCharCode(FIRST_LETTER_CODE + nth)
    tones += tone ? TONES.indexOf(tone) + 1 : 0
  }
  return `${letters}\0${tones}`
}

/** For sort(): -1, 0 or 1. */
export function compareNames(one: string, other: string): number {
  const [first, second] = [nameSortKey(one), nameSortKey(other)]
  return first < second ? -1 : Number(first > second)
}
