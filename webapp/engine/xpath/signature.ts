// How a function takes its arguments: as they are, as text, or as numbers. Twin: signature.py.

import type { Node } from '../tree'
import type { Closure, Context } from './context'
import { isNodes, type XPathValue } from './values'

/** Compiled arguments in, a compiled call out. The parser has counted the arguments. */
export type XPathFunction = (args: Closure[]) => Closure

/** All arguments are evaluated and handed over as they are, with where we stand. */
export const functionOfValues =
  (answer: (given: XPathValue[], context: Context, node: Node) => XPathValue): XPathFunction =>
  (args) =>
  (node, context) =>
    answer(
      args.map((each) => each(node, context)),
      context,
      node,
    )

type FunctionBody<T> = (...given: T[]) => XPathValue

/** Every argument becomes text. */
export const functionOfTexts = (answer: FunctionBody<string>): XPathFunction =>
  functionOfValues((given, context) => answer(...given.map((each) => context.text(each))))

/** Every argument becomes a number. */
export const functionOfNumbers = (answer: FunctionBody<number>): XPathFunction =>
  functionOfValues((given, context) => answer(...given.map((each) => context.number(each))))

/** The same function; without an argument it takes the context node. */
export const orContextNode =
  (make: XPathFunction): XPathFunction =>
  (args) =>
    make(args.length ? args : [(node) => [node]])

/** Node-sets taken apart: the text of every node, and all else as it is. */
export const spreadNodeSets = (given: readonly XPathValue[], context: Context): XPathValue[] =>
  given.flatMap((each): XPathValue[] =>
    isNodes(each) ? each.map((node) => context.nodeText(node)) : [each],
  )
