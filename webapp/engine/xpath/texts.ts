// Functions about text. Twin: texts.py. Everything counts in characters (code points).

import type { Context } from './context'
import { decodeBase64, digest } from './digests'
import { trimXmlSpace } from './moments'
import { roundHalfUp } from './numbers'
import { compilePattern, isPatternFound } from './patterns'
import {
  functionOfTexts,
  functionOfValues,
  orContextNode,
  spreadNodeSets,
  type XPathFunction,
} from './signature'
import { toText, type XPathValue } from './values'

/** The items of a space-separated list. */
export const splitWords = (text: string): string[] => text.match(/[^ \t\r\n]+/g) ?? []

const joinTexts = (given: readonly XPathValue[], context: Context, between = '') =>
  context.joined(spreadNodeSets(given, context).map(toText), between)

/** A 0-based place; below 0 it counts from the end. */
function characterIndex(number: number, length: number): number {
  const place = Math.trunc(number) || 0
  return Math.max(place < 0 ? place + length : place, 0)
}

const RANDOM_LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A text by its pattern: x stands for one of `letters`, y for a digit that says "random". */
const randomText = (pattern: string, letters: number, chance: () => number) =>
  pattern.replace(/[xy]/g, (mark) =>
    RANDOM_LETTERS.charAt(Math.floor(mark === 'x' ? chance() * letters : 8 + chance() * 4)),
  )

export const TEXT_FUNCTIONS: Record<string, XPathFunction> = {
  string: orContextNode(functionOfTexts((text) => text)),
  concat: functionOfValues((given, context) => joinTexts(given, context)),
  join: functionOfValues(([mark = '', ...given], context) =>
    joinTexts(given, context, context.text(mark)),
  ),
  contains: functionOfTexts((text: string, part: string) => text.includes(part)),
  'starts-with': functionOfTexts((text: string, part: string) => text.startsWith(part)),
  'ends-with': functionOfTexts((text: string, part: string) => text.endsWith(part)),
  'substring-before': functionOfTexts((text: string, mark: string) =>
    text.slice(0, Math.max(text.indexOf(mark), 0)),
  ),
  'substring-after': functionOfTexts((text: string, mark: string) =>
    text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '',
  ),
  substring: functionOfValues(([text = '', from = 0, length], context) => {
    const start = roundHalfUp(context.number(from))
    const end = length === undefined ? Infinity : start + roundHalfUp(context.number(length))
    return [...context.text(text)].filter((_, at) => at + 1 >= start && at + 1 < end).join('')
  }),
  substr: functionOfValues(([text = '', from = 0, to = Infinity], context) => {
    const characters = [...context.text(text)]
    const place = (value: XPathValue) => characterIndex(context.number(value), characters.length)
    return characters.slice(place(from), place(to)).join('')
  }),
  'string-length': orContextNode(functionOfTexts((text: string) => [...text].length)),
  'normalize-space': orContextNode(functionOfTexts((text: string) => splitWords(text).join(' '))),
  translate: functionOfValues((given, context) => {
    const [text, from, to] = given.map((each) => [...context.text(each)]) as [
      string[],
      string[],
      string[],
    ]
    const swaps = new Map<string, string>()
    for (const [at, old] of from.entries()) if (!swaps.has(old)) swaps.set(old, to[at] ?? '')
    return context.paid(text.map((character) => swaps.get(character) ?? character).join(''))
  }),
  regex: functionOfValues(([text = '', pattern = ''], context) =>
    isPatternFound(compilePattern(context.text(pattern)), context.text(text), context),
  ),
  'boolean-from-string': functionOfTexts((text) => text === 'true' || text === '1'),
  selected: functionOfTexts((text: string, item: string) =>
    splitWords(text).includes(splitWords(item).join(' ')),
  ),
  'selected-at': functionOfValues(([text = '', at = 0], context) => {
    const items = splitWords(context.text(text))
    const place = context.number(at)
    return place >= 0 ? (items[Math.trunc(place)] ?? '') : ''
  }),
  'count-selected': functionOfTexts((text: string) => splitWords(text).length),
  digest: functionOfTexts(digest),
  'base64-decode': functionOfTexts(decodeBase64),
  uuid: functionOfValues(([length], context) => {
    const { chance } = context.env
    if (length === undefined) return randomText('xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx', 16, chance)
    const count = context.number(length)
    return randomText('x'.repeat(count >= 0 && count <= 1000 ? count : 0), 36, chance)
  }),
  'jr:itext': functionOfValues(([id = ''], context) =>
    context.paid(context.env.itext(context.text(id))),
  ),
  'jr:choice-name': functionOfValues(([value = '', path = ''], context) =>
    context.paid(context.env.choiceLabel(trimXmlSpace(context.text(path)), context.text(value))),
  ),
}
