// How a function takes its arguments: as they are, as text, or as numbers. Twin: signature.py.

import { type Node, textOf } from '../tree'
import type { Closure, Context } from './context'
import { isNodes, type Value } from './values'

/** Compiled arguments in, a compiled call out. The parser has counted the arguments. */
export type Make = (args: Closure[]) => Closure

/** All arguments are evaluated and handed over as they are, with where we stand. */
export const values =
  (answer: (given: Value[], context: Context, node: Node) => Value): Make =>
  (args) =>
  (node, context) =>
    answer(
      args.map((each) => each(node, context)),
      context,
      node,
    )

type Answer<T> = (...given: T[]) => Value

/** Every argument becomes text. */
export const texts = (answer: Answer<string>): Make =>
  values((given, context) => answer(...given.map((each) => context.text(each))))

/** Every argument becomes a number. */
export const numbers = (answer: Answer<number>): Make =>
  values((given, context) => answer(...given.map((each) => context.number(each))))

/** The same function; without an argument it takes the context node. */
export const orHere =
  (make: Make): Make =>
  (args) =>
    make(args.length ? args : [(node) => [node]])

/** Node-sets taken apart: the text of every node, and all else as it is. */
export const spread = (given: readonly Value[]): Value[] =>
  given.flatMap((each): Value[] => (isNodes(each) ? each.map(textOf) : [each]))
