// ODK's XPath on the phone: trees in, values out. The parser is the server's; docs/xpath.md.

export { type Env, LONGEST_TEXT } from './context'
export { TooManySteps, XPathError } from './errors'
export { compileTree, type Expression } from './evaluate'
export type { ExpressionTree } from './lookups'
export { Moment } from './moments'
export { toBoolean, toNodes, toNumber, toText, type XPathValue } from './values'
