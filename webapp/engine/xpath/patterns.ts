// Regular expressions whose time grows with the text only: no backtracking, no surprises.
// Twin: patterns.py, which says what syntax is taken.

import { ownEntry } from '../../entries'
import type { Context } from './context'
import { XPathError } from './errors'

type CharacterTest = (character: string) => boolean
/** Takes a character, or goes on to other states (by distance), perhaps after a look around. */
interface PatternState {
  test?: CharacterTest
  jumps: number[]
  look?: (before: string, after: string) => boolean
  /** How many tests taking a character may need. */
  tests?: number
}
type PatternProgram = PatternState[]

/** States, and the members of all its classes together: "[aeiou]" has five. */
const MAX_STATES = 1000
const MAX_NESTING = 30
const CONTROLS: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' }

const MEMBERS: Record<string, RegExp> = {
  d: /^[0-9]$/,
  w: /^[A-Za-z0-9_]$/,
  s: /^[ \t\n\r\f\v\u00a0]$/,
}
const CATEGORY = /\{(L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)\}/y

const compiledPatterns = new Map<string, PatternProgram>()

/** The pattern as a small machine; XPathError("regex") when it is not one of ours. */
export function compilePattern(pattern: string): PatternProgram {
  let program = compiledPatterns.get(pattern)
  if (!program) {
    program = new PatternReader(pattern).whole()
    if (compiledPatterns.size > 200) compiledPatterns.clear()
    compiledPatterns.set(pattern, program)
  }
  return program
}

/** Whether the pattern is found anywhere in the text; ^ and $ tie it to the ends. */
export function isPatternFound(program: PatternProgram, text: string, context: Context): boolean {
  let waiting = [0]
  let before = ''
  for (const after of [...text, '']) {
    const takers = reachableStates(program, waiting, before, after)
    if (!takers) return true
    const tests = takers.reduce((sum, at) => sum + (program[at]?.tests ?? 1), 0)
    context.spend(1 + (tests >> 3))
    waiting = after ? takers.filter((at) => program[at]?.test?.(after)).map((at) => at + 1) : []
    waiting.push(0)
    before = after
  }
  return false
}

/** Every taking state that can be reached without taking; undefined when the end can be. */
function reachableStates(
  program: PatternProgram,
  waiting: number[],
  before: string,
  after: string,
) {
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
const codePointOf = (character: string) => character.codePointAt(0) as number
const jumpState = (...jumps: number[]): PatternState => ({ jumps })
const characterProgram = (test: CharacterTest, tests = 1): PatternProgram => [
  { test, jumps: [], tests },
]
const lookaroundProgram = (look: NonNullable<PatternState['look']>): PatternProgram => [
  { look, jumps: [1] },
]
const onlyCharacter =
  (wanted: string): CharacterTest =>
  (character) =>
    character === wanted
const toCharacterTest = (found: CharacterTest | string) =>
  typeof found === 'string' ? onlyCharacter(found) : found

function repeatExactly(body: PatternProgram, count: number): PatternProgram {
  return Array<PatternProgram>(count).fill(body).flat()
}

function repeatProgram(body: PatternProgram, least: number, most: number): PatternProgram {
  const must = repeatExactly(body, least)
  const size = body.length
  if (most === Infinity) return [...must, jumpState(1, size + 2), ...body, jumpState(-size - 1)]
  return [...must, ...repeatExactly([jumpState(1, size + 1), ...body], most - least)]
}

/** Reads a pattern into a program, by recursive descent. */
class PatternReader {
  #at = 0
  #nesting = 0
  #members = 0

  constructor(readonly pattern: string) {}

  whole(): PatternProgram {
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

  #alternatives(): PatternProgram {
    let program = this.#sequence()
    while (this.#taken('|')) {
      const other = this.#sequence()
      program = [
        jumpState(1, program.length + 2),
        ...program,
        jumpState(other.length + 1),
        ...other,
      ]
      if (program.length > MAX_STATES) this.#refuse()
    }
    return program
  }

  #sequence(): PatternProgram {
    let program: PatternProgram = []
    while (!['', '|', ')'].includes(this.#ahead())) {
      program = program.concat(this.#quantified())
      if (program.length > MAX_STATES) this.#refuse()
    }
    return program
  }

  #quantified(): PatternProgram {
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
    return repeatProgram(atom, least, most)
  }

  #atom(): PatternProgram {
    const character = this.#next()
    if (character === '(') return this.#group()
    if (character === '[') return this.#anyOf()
    if (character === '.') return characterProgram((c) => c !== '\n' && c !== '\r')
    if (character === '^') return lookaroundProgram((before) => !before)
    if (character === '$') return lookaroundProgram((_, after) => !after)
    if (character === '\\') return this.#escaped()
    if ('*+?{'.includes(character)) this.#refuse()
    return characterProgram(onlyCharacter(character))
  }

  #group(): PatternProgram {
    this.#nesting += 1
    const strange = !this.#taken('?:') && this.#ahead() === '?'
    if (strange || this.#nesting > MAX_NESTING) this.#refuse()
    const program = this.#alternatives()
    if (!this.#taken(')')) this.#refuse()
    this.#nesting -= 1
    return program.length ? program : [jumpState(1)]
  }

  #escaped(): PatternProgram {
    const edge = this.#ahead()
    if (edge !== 'b' && edge !== 'B') return characterProgram(toCharacterTest(this.#escape()))
    this.#next()
    return lookaroundProgram(
      (before, after) => (isWord(before) === isWord(after)) === (edge === 'B'),
    )
  }

  /** A class of characters, or the one character that is meant. */
  #escape(): CharacterTest | string {
    const hex = this.#matched(/x([0-9a-f]{2})|u([0-9a-f]{4})/iy)
    if (hex) {
      const point = Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
      return point >= 0xd800 && point <= 0xdfff ? this.#refuse() : String.fromCharCode(point)
    }
    const character = this.#next()
    const small = character.toLowerCase()
    const members = small === 'p' ? this.#category() : ownEntry(MEMBERS, small)
    if (members) return (c) => members.test(c) === (character === small)
    if (!character || isWord(character)) return ownEntry(CONTROLS, character) ?? this.#refuse()
    return character
  }

  #category(): RegExp {
    const found = this.#matched(CATEGORY)
    return new RegExp(`^\\p{${found?.[1] ?? this.#refuse()}}$`, 'u')
  }

  #anyOf(): PatternProgram {
    const opposite = this.#taken('^')
    const tests: CharacterTest[] = []
    while (!this.#taken(']')) {
      tests.push(this.#member())
      this.#members += 1
      if (this.#members > MAX_STATES) this.#refuse()
    }
    if (!tests.length) this.#refuse()
    return characterProgram((c) => tests.some((test) => test(c)) !== opposite, tests.length)
  }

  #member(): CharacterTest {
    const first = this.#character()
    if (typeof first !== 'string') return first
    if (!/^-[^\]]/.test(this.pattern.slice(this.#at, this.#at + 2))) return onlyCharacter(first)
    this.#next()
    const last = this.#character()
    if (typeof last !== 'string') return this.#refuse()
    const [from, to] = [codePointOf(first), codePointOf(last)]
    if (to < from) this.#refuse()
    return (c) => from <= codePointOf(c) && codePointOf(c) <= to
  }

  #character(): CharacterTest | string {
    const found = this.#next()
    if (!found || found === '[') this.#refuse()
    return found === '\\' ? this.#escape() : found
  }
}
