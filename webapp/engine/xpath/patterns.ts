// Regular expressions whose time grows with the text only: no backtracking, no surprises.
// Twin: patterns.py, which says what syntax is taken.

import type { Context } from './context'
import { XPathError } from './errors'

type Test = (character: string) => boolean
/** Takes a character, or goes on to other states (by distance), perhaps after a look around. */
interface State {
  test?: Test
  jumps: number[]
  look?: (before: string, after: string) => boolean
}
type Program = State[]

const MAX_STATES = 1000
const MAX_NESTING = 30
const CONTROLS: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' }

const MEMBERS: Record<string, RegExp> = {
  d: /^[0-9]$/,
  w: /^[A-Za-z0-9_]$/,
  s: /^[ \t\n\r\f\v\u00a0]$/,
}
const CATEGORY = /\{(L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)\}/y

const known = new Map<string, Program>()

/** The pattern as a small machine; XPathError("regex") when it is not one of ours. */
export function compiled(pattern: string): Program {
  let program = known.get(pattern)
  if (!program) {
    program = new Reader(pattern).whole()
    if (known.size > 500) known.clear()
    known.set(pattern, program)
  }
  return program
}

/** Whether the pattern is found anywhere in the text; ^ and $ tie it to the ends. */
export function foundIn(program: Program, text: string, context: Context): boolean {
  let waiting = [0]
  let before = ''
  for (const after of [...text, '']) {
    const takers = closure(program, waiting, before, after)
    if (!takers) return true
    context.spend(1 + (takers.length >> 3))
    waiting = after ? takers.filter((at) => program[at]?.test?.(after)).map((at) => at + 1) : []
    waiting.push(0)
    before = after
  }
  return false
}

/** Every taking state that can be reached without taking; undefined when the end can be. */
function closure(program: Program, waiting: number[], before: string, after: string) {
  const seen = new Set<number>()
  const takers: number[] = []
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const state = program[at]
    if (!state) return
    if (state.test) takers.push(at)
    else if (!state.look || state.look(before, after))
      for (const jump of state.jumps) waiting.push(at + jump)
  }
  return takers
}

const isWord = (character: string) => /^[A-Za-z0-9_]$/.test(character)
const pointOf = (character: string) => character.codePointAt(0) as number
const going = (...jumps: number[]): State => ({ jumps })
const taking = (test: Test): Program => [{ test, jumps: [] }]
const looking = (look: NonNullable<State['look']>): Program => [{ look, jumps: [1] }]
const only =
  (wanted: string): Test =>
  (character) =>
    character === wanted
const asTest = (found: Test | string) => (typeof found === 'string' ? only(found) : found)

function times(body: Program, count: number): Program {
  return Array<Program>(count).fill(body).flat()
}

function repeated(body: Program, least: number, most: number): Program {
  const must = times(body, least)
  const size = body.length
  if (most === Infinity) return [...must, going(1, size + 2), ...body, going(-size - 1)]
  return [...must, ...times([going(1, size + 1), ...body], most - least)]
}

/** Reads a pattern into a program, by recursive descent. */
class Reader {
  #at = 0
  #nesting = 0

  constructor(readonly pattern: string) {}

  whole(): Program {
    const program = this.#alternatives()
    return this.#ahead() || program.length > MAX_STATES ? this.#refuse() : program
  }

  #refuse(): never {
    throw new XPathError('regex', this.pattern)
  }

  #ahead(): string {
    const point = this.pattern.codePointAt(this.#at)
    return point === undefined ? '' : String.fromCodePoint(point)
  }

  #next(): string {
    const character = this.#ahead()
    this.#at += character.length
    return character
  }

  #taken(symbol: string): boolean {
    const here = this.pattern.startsWith(symbol, this.#at)
    if (here) this.#at += symbol.length
    return here
  }

  #matched(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.#at
    const found = what.exec(this.pattern)
    if (found) this.#at = what.lastIndex
    return found
  }

  #alternatives(): Program {
    let program = this.#sequence()
    while (this.#taken('|')) {
      const other = this.#sequence()
      program = [going(1, program.length + 2), ...program, going(other.length + 1), ...other]
    }
    return program
  }

  #sequence(): Program {
    let program: Program = []
    while (!['', '|', ')'].includes(this.#ahead())) {
      program = program.concat(this.#quantified())
      if (program.length > MAX_STATES) this.#refuse()
    }
    return program
  }

  #quantified(): Program {
    const atom = this.#atom()
    let least = 0
    let most = Infinity
    if (this.#taken('+')) least = 1
    else if (this.#taken('?')) most = 1
    else if (!this.#taken('*')) {
      const found = this.#matched(/\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y)
      if (!found) return atom
      least = Number(found[1])
      most = found[2] ? Number(found[3] ?? Infinity) : least
    }
    this.#taken('?')
    const longest = most === Infinity ? least : most
    if (most < least || '*+?{'.includes(this.#ahead() || ' ')) this.#refuse()
    if ((atom.length === 1 && atom[0]?.look) || atom.length * longest > MAX_STATES) this.#refuse()
    return repeated(atom, least, most)
  }

  #atom(): Program {
    const character = this.#next()
    if (character === '(') return this.#group()
    if (character === '[') return taking(this.#anyOf())
    if (character === '.') return taking((c) => c !== '\n' && c !== '\r')
    if (character === '^') return looking((before) => !before)
    if (character === '$') return looking((_, after) => !after)
    if (character === '\\') return this.#escaped()
    if ('*+?{'.includes(character)) this.#refuse()
    return taking(only(character))
  }

  #group(): Program {
    this.#nesting += 1
    const strange = !this.#taken('?:') && this.#ahead() === '?'
    if (strange || this.#nesting > MAX_NESTING) this.#refuse()
    const program = this.#alternatives()
    if (!this.#taken(')')) this.#refuse()
    this.#nesting -= 1
    return program.length ? program : [going(1)]
  }

  #escaped(): Program {
    const edge = this.#ahead()
    if (edge !== 'b' && edge !== 'B') return taking(asTest(this.#escape()))
    this.#next()
    return looking((before, after) => (isWord(before) === isWord(after)) === (edge === 'B'))
  }

  /** A class of characters, or the one character that is meant. */
  #escape(): Test | string {
    const hex = this.#matched(/x([0-9a-f]{2})|u([0-9a-f]{4})/iy)
    if (hex) {
      const point = Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
      return point >= 0xd800 && point <= 0xdfff ? this.#refuse() : String.fromCharCode(point)
    }
    const character = this.#next()
    const small = character.toLowerCase()
    const members = small === 'p' ? this.#category() : MEMBERS[small]
    if (members) return (c) => members.test(c) === (character === small)
    if (!character || isWord(character)) return CONTROLS[character] ?? this.#refuse()
    return character
  }

  #category(): RegExp {
    const found = this.#matched(CATEGORY)
    return new RegExp(`^\\p{${found?.[1] ?? this.#refuse()}}$`, 'u')
  }

  #anyOf(): Test {
    const opposite = this.#taken('^')
    const tests: Test[] = []
    while (!this.#taken(']')) tests.push(this.#member())
    if (!tests.length) this.#refuse()
    return (c) => tests.some((test) => test(c)) !== opposite
  }

  #member(): Test {
    const first = this.#character()
    if (typeof first !== 'string') return first
    if (!/^-[^\]]/.test(this.pattern.slice(this.#at, this.#at + 2))) return only(first)
    this.#next()
    const last = this.#character()
    if (typeof last !== 'string') return this.#refuse()
    const [from, to] = [pointOf(first), pointOf(last)]
    if (to < from) this.#refuse()
    return (c) => from <= pointOf(c) && pointOf(c) <= to
  }

  #character(): Test | string {
    const found = this.#next()
    if (!found || found === '[') this.#refuse()
    return found === '\\' ? this.#escape() : found
  }
}
