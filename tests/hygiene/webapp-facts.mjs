// Reads every TypeScript file of the phone with the parser of the build, and says as JSON what house
// rules ask about: which files it imports (types too, and which stay after the build), how long its
// functions are, which words it may say, and, where it is a dictionary, which keys it has.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseAst } from 'vite'

const WEBAPP = resolve(process.argv[2])
const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
const ENDINGS = ['.ts', '.tsx', '/index.ts', '/index.tsx', '']

/** Every node below this one, each with the one that it stands in. */
function* nodesIn(node, parent = null) {
  if (Array.isArray(node)) for (const each of node) yield* nodesIn(each, parent)
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') yield [node, parent]
    const within = typeof node.type === 'string' ? node : parent
    for (const value of Object.values(node)) yield* nodesIn(value, within)
  }
}

/** import, export … from, import() and import('…').Type */
const sourceOf = (node) => {
  if (/^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(node.type))
    return node.source?.value
  return node.type === 'TSImportType' ? (node.source ?? node.argument)?.value : undefined
}

/** The file of ours that is meant, from the folder of the phone; a package as it is called. */
function resolved(path, source) {
  if (!source.startsWith('.')) return source
  const meant = resolve(dirname(path), source)
  const ending = ENDINGS.find((each) => /\.\w+$/.test(meant + each) && existsSync(meant + each))
  return relative(WEBAPP, meant + (ending ?? ''))
}

/** Words by their key as it stands, or by how it begins: t(`places.${state}`), wordForCode('error', …) */
function saidBy(node) {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'TemplateLiteral' && node.expressions.length)
    return node.quasis[0].value.raw ? [`${node.quasis[0].value.raw}*`] : []
  const family = node.type === 'CallExpression' && node.arguments[0]?.value
  return family && /^(hasW|w)ordForCode$/.test(node.callee.name) ? [`${family}.*`] : []
}

/** The keys of `export const reviewVi = { 'review.title': … }`. */
const keysOf = (statements) =>
  statements
    .flatMap(({ declaration }) => declaration?.declarations ?? [])
    .map(({ init }) => init?.expression ?? init)
    .flatMap((init) => (init?.type === 'ObjectExpression' ? init.properties : []))
    .flatMap(({ key }) => key?.value ?? key?.name ?? [])

const nameOf = (node, parent) => node.id?.name ?? parent?.id?.name ?? parent?.key?.name ?? ''

function factsOf(path) {
  const text = readFileSync(path, 'utf8')
  const lineAt = (offset) => text.slice(0, offset).split('\n').length
  const { body } = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
  const [imports, loads, says, functions] = [new Set(), new Set(), new Set(), []]
  for (const [node, parent] of nodesIn(body)) {
    const source = sourceOf(node)
    if (source) imports.add(resolved(path, source))
    if (source && node.importKind !== 'type' && node.type !== 'TSImportType')
      loads.add(resolved(path, source))
    for (const word of saidBy(node)) says.add(word)
    if (!FUNCTIONS.includes(node.type)) continue
    const line = lineAt(node.start)
    functions.push({ name: nameOf(node, parent), line, lines: lineAt(node.end) - line + 1 })
  }
  const keys = /\/words\//.test(path) ? keysOf(body) : []
  return { imports: [...imports].sort(), loads: [...loads], says: [...says], functions, keys }
}

const files = readdirSync(WEBAPP, { recursive: true }).filter((name) => /\.tsx?$/.test(name))
const facts = files.sort().map((name) => [name, factsOf(join(WEBAPP, name))])
console.log(JSON.stringify(Object.fromEntries(facts)))
