// Functions about text. Twin: texts.py. Everything counts in characters (code points).

import { decoded, digest } from './digests'
import { trimmed } from './moments'
import { rounded } from './numbers'
import { compiled, foundIn } from './patterns'
import { type Make, orHere, spread, texts, values } from './signature'
import { toText, type Value } from './values'

/** The items of a space-separated list. */
export const words = (text: string): string[] => text.match(/[^ \t\r\n]+/g) ?? []

const joined = (given: readonly Value[], between: string) => spread(given).map(toText).join(between)

/** A 0-based place; below 0 it counts from the end. */
function index(number: number, length: number): number {
  const place = Math.trunc(number) || 0
  return Math.max(place < 0 ? place + length : place, 0)
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A text by its pattern: x stands for one of `letters`, y for a digit that says "random". */
const drawn = (pattern: string, letters: number, chance: () => number) =>
  pattern.replace(/[xy]/g, (mark) =>
    LETTERS.charAt(Math.floor(mark === 'x' ? chance() * letters : 8 + chance() * 4)),
  )

export const TEXTS: Record<string, Make> = {
  string: orHere(texts((text) => text)),
  concat: values((given) => joined(given, '')),
  join: values(([mark = '', ...given], context) => joined(given, context.text(mark))),
  contains: texts((text: string, part: string) => text.includes(part)),
  'starts-with': texts((text: string, part: string) => text.startsWith(part)),
  'ends-with': texts((text: string, part: string) => text.endsWith(part)),
  'substring-before': texts((text: string, mark: string) =>
    text.slice(0, Math.max(text.indexOf(mark), 0)),
  ),
  'substring-after': texts((text: string, mark: string) =>
    text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '',
  ),
  substring: values(([text = '', from = 0, length], context) => {
    const start = rounded(context.number(from))
    const end = length === undefined ? Infinity : start + rounded(context.number(length))
    return [...context.text(text)].filter((_, at) => at + 1 >= start && at + 1 < end).join('')
  }),
  substr: values(([text = '', from = 0, to = Infinity], context) => {
    const characters = [...context.text(text)]
    const place = (value: Value) => index(context.number(value), characters.length)
    return characters.slice(place(from), place(to)).join('')
  }),
  'string-length': orHere(texts((text: string) => [...text].length)),
  'normalize-space': orHere(texts((text: string) => words(text).join(' '))),
  translate: texts((text: string, from: string, to: string) => {
    const [old, fresh] = [[...from], [...to]]
    const swap = (character: string) => {
      const at = old.indexOf(character)
      return at < 0 ? character : (fresh[at] ?? '')
    }
    return [...text].map(swap).join('')
  }),
  regex: values(([text = '', pattern = ''], context) =>
    foundIn(compiled(context.text(pattern)), context.text(text), context),
  ),
  'boolean-from-string': texts((text) => text === 'true' || text === '1'),
  selected: texts((text: string, item: string) => words(text).includes(words(item).join(' '))),
  'selected-at': values(([text = '', at = 0], context) => {
    const items = words(context.text(text))
    const place = context.number(at)
    return place >= 0 ? (items[Math.trunc(place)] ?? '') : ''
  }),
  'count-selected': texts((text: string) => words(text).length),
  digest: texts(digest),
  'base64-decode': texts(decoded),
  uuid: values(([length], context) => {
    const { chance } = context.env
    if (length === undefined) return drawn('xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx', 16, chance)
    const count = context.number(length)
    return drawn('x'.repeat(count >= 0 && count <= 1000 ? count : 0), 36, chance)
  }),
  'jr:itext': values(([id = ''], context) => context.env.itext(context.text(id))),
  'jr:choice-name': values(([value = '', path = ''], context) =>
    context.env.choiceLabel(trimmed(context.text(path)), context.text(value)),
  ),
}
