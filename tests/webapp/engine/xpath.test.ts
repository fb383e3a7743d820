// What the phone alone must hold to; the answers themselves are in tests/conformance.

import { describe, expect, it } from 'vitest'
import { appendNode, listAsDocument, Node, setText, textOf } from '../../../webapp/engine/tree'
import {
  compileTree,
  type Env,
  type ExpressionTree,
  TooManySteps,
  toNodes,
  toText,
  XPathError,
} from '../../../webapp/engine/xpath'

const env = (more: Partial<Env> = {}): Env => ({
  now: '2026-11-21T08:30:00.000+07:00',
  instances: {},
  choiceLabel: (_, value) => value,
  itext: () => '',
  chance: () => 0.5,
  ...more,
})

function record(answers: Record<string, string>): Node {
  const document = new Node('document')
  const data = appendNode(document, new Node('element', 'data'))
  for (const [name, text] of Object.entries(answers))
    setText(appendNode(data, new Node('element', name)), text)
  return document
}

const worth = (tree: ExpressionTree, here: Node, more?: Partial<Env>) =>
  compileTree(tree)(here, env(more))

describe('on the phone', () => {
  it("'today' is the day in Viet Nam, half an hour after midnight too", () => {
    const now = '2026-11-21T00:30:00.000+07:00'
    expect(toText(worth(['today'], record({}), { now }))).toBe('2026-11-21')
    expect(toText(worth(['now'], record({}), { now }))).toBe(now)
  })

  it('an answer that changed is read afresh', () => {
    const root = record({ women: '12' })
    const many = compileTree(['>', ['/', 'data', 'women'], 10])
    expect(many(root, env())).toBe(true)
    setText(toNodes(worth(['/', 'data', 'women'], root))[0] as Node, '')
    expect(many(root, env())).toBe(false)
  })

  it('one row among eleven thousand becomes nodes, not all of them', () => {
    let opened = 0
    const rows = Array.from({ length: 11_067 }, (_, at) => ({
      name: `u${at}`,
      get label() {
        opened += 1
        return `Xã ${at}`
      },
    }))
    const units = listAsDocument(rows)
    const one = ['=', ['.', 'name'], ['/', 'data', 'unit']]
    const label = ['path', ['instance', 'units'], 'root', ['item', one], 'label']
    expect(toText(worth(label, record({ unit: 'u9000' }), { instances: { units } }))).toBe(
      'Xã 9000',
    )
    expect(opened).toBe(1)
  })

  it('an expression that would never end is stopped', () => {
    const root = new Node('document')
    for (let at = 0; at < 2000; at++) appendNode(root, new Node('element', 'a'))
    const all = ['/', 'descendant::*']
    expect(() => worth(['/', ['descendant::*', all]], root)).toThrow(TooManySteps)
    expect(() => worth(['count', all], root, { steps: 100 })).toThrow(TooManySteps)
  })

  it('a hostile pattern takes linear time', () => {
    const root = record({ text: `${'a'.repeat(5000)}!` })
    expect(worth(['regex', ['/', 'data', 'text'], '^(a+)+$'], root)).toBe(false)
  })

  it('a function of a newer form is named, not guessed', () => {
    expect(() => compileTree(['shiny-new', 1])).toThrow(
      new XPathError('unknownFunction', 'shiny-new'),
    )
    expect(() => compileTree(['constructor'])).toThrow(XPathError)
    expect(() => worth(['instance', 'toString'], record({}))).toThrow(XPathError)
  })

  it('a question may be called constructor', () => {
    const root = record({ constructor: 'Lan' })
    expect(toText(worth(['/', 'data', 'constructor'], root))).toBe('Lan')
  })

  it('a list can be walked like any tree', () => {
    expect(textOf(listAsDocument([{ name: 'a' }, { name: 'b' }]))).toBe('ab')
  })

  it('digests are those of the standard, over several blocks', () => {
    const digest = (text: string) => worth(['digest', text, 'SHA-256', 'hex'], record({}))
    expect(digest('')).toMatch(/^e3b0c44298fc1c149afbf4c8996fb924/)
    expect(digest('a'.repeat(119))).toMatch(/^[0-9a-f]{64}$/)
    expect(digest('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toMatch(
      /^248d6a61d20638b8/,
    )
  })
})
