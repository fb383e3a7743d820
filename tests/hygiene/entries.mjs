// Finds where the phone asks a table for a name that came from elsewhere without `webapp/entries.ts`:
// `table[name]` and `name in table`, where the compiler knows of the name no more than that it is
// text. A list with a number, and a name of a closed set, may stay. Prints `file:line: text`.

import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { SyntaxKind } from 'typescript/unstable/ast'
import { API, TypeFlags } from 'typescript/unstable/sync'

const PROJECT = resolve(process.argv[2])
const PHONE = join(PROJECT, 'webapp')
const MAY = join(PHONE, 'entries.ts')
const CLOSED =
  TypeFlags.StringLiteral |
  TypeFlags.NumberLike |
  TypeFlags.ESSymbolLike |
  TypeFlags.Undefined |
  TypeFlags.Null |
  TypeFlags.Never

/** `keyof` of a table of ours is closed, whatever else is not; half a literal is text. */
function isClosed(type) {
  if (!type) return false
  if (type.isUnionType()) return type.getTypes().every(isClosed)
  if (type.isIntersectionType()) return type.getTypes().some(isClosed)
  return Boolean(type.flags & (CLOSED | TypeFlags.Index))
}

const isIn = (node) =>
  node.kind === SyntaxKind.BinaryExpression && node.operatorToken.kind === SyntaxKind.InKeyword

/** [where, the name that is asked for, the table] */
function lookUpsIn(file) {
  const found = []
  const visit = (node) => {
    if (node.kind === SyntaxKind.ElementAccessExpression)
      found.push([node, node.argumentExpression, node.expression])
    if (isIn(node)) found.push([node, node.left, node.right])
    node.forEachChild(visit)
  }
  visit(file)
  return found
}

function strayIn(checker, file) {
  const lookUps = lookUpsIn(file)
  if (!lookUps.length) return []
  const names = checker.getTypeAtLocation(lookUps.map(([, name]) => name))
  const open = lookUps.filter((_, nth) => !isClosed(names[nth]))
  if (!open.length) return []
  const tables = checker.getTypeAtLocation(open.map(([, , table]) => table))
  return open.filter((_, nth) => !(tables[nth] && checker.isArrayLikeType(tables[nth])))
}

function placeOf(path, node) {
  const text = readFileSync(path, 'utf8')
  const before = text.slice(0, node.end).split('\n')
  return `${relative(PROJECT, path)}:${before.length}: ${node.getText().replace(/\s+/g, ' ')}`
}

const api = new API({ cwd: PROJECT })
const [project] = api.updateSnapshot({ openProjects: ['tsconfig.json'] }).getProjects()
const paths = project.program
  .getSourceFileNames()
  .filter((path) => path.startsWith(`${PHONE}/`) && path !== MAY && !path.endsWith('.d.ts'))
for (const path of paths)
  for (const [node] of strayIn(project.checker, project.program.getSourceFile(path)))
    console.log(placeOf(path, node))
console.error(`${paths.length} files`)
api.close()
