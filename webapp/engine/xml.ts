// The record as ODK clients write it: what is not relevant is left out, names are the form's own.

import type { Cell } from './cells'
import type { Definition } from './definition'

const MARKS: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
}

const escaped = (text: string) => text.replace(/[&<>]/g, (mark) => MARKS[mark] ?? mark)

const attribute = (name: string, value: string) =>
  ` ${name}="${value.replace(/[&<>"\n\t]/g, (mark) => MARKS[mark] ?? mark)}"`

export function toXml(root: Cell, { formId, version, namespaces }: Definition, deprecatedId = '') {
  const declared = Object.entries(namespaces).map(([name, uri]) => attribute(`xmlns:${name}`, uri))
  const head = attribute('id', formId) + attribute('version', version) + declared.join('')
  return `<?xml version='1.0' ?>${element(root, head, deprecatedId)}`
}

function element(cell: Cell, head: string, deprecatedId: string): string {
  const { name } = cell.spec
  const parts = cell.parts.filter((part) => part.relevant)
  const attributes = parts.filter((part) => part.node.kind === 'attribute')
  const inner = parts.filter((part) => part.node.kind === 'element')
  const said = attributes.map((each) => attribute(each.spec.name, each.text)).join('')
  let content = cell.leaf
    ? escaped(cell.text)
    : inner.map((part) => element(part, '', deprecatedId)).join('')
  if (name === 'meta' && deprecatedId)
    content += `<deprecatedID>${escaped(deprecatedId)}</deprecatedID>`
  return content ? `<${name}${head}${said}>${content}</${name}>` : `<${name}${head}${said}/>`
}
