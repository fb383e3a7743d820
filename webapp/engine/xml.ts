// The record as ODK clients write it: what is not relevant is left out, names are the form's own.

import { ownEntry } from '../entries'
import type { InstanceCell } from './cells'
import type { Definition } from './definition'

const XML_ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
}

const escapeXml = (text: string) =>
  text.replace(/[&<>]/g, (mark) => ownEntry(XML_ESCAPES, mark) ?? mark)

const attributeXml = (name: string, value: string) =>
  ` ${name}="${value.replace(/[&<>"\n\t]/g, (mark) => ownEntry(XML_ESCAPES, mark) ?? mark)}"`

export function toXml(
  root: InstanceCell,
  { formId, version, namespaces }: Definition,
  deprecatedId = '',
) {
  const declared = Object.entries(namespaces).map(([name, uri]) =>
    attributeXml(`xmlns:${name}`, uri),
  )
  const head = attributeXml('id', formId) + attributeXml('version', version) + declared.join('')
  return `<?xml version='1.0' ?>${elementXml(root, head, deprecatedId)}`
}

function elementXml(cell: InstanceCell, head: string, deprecatedId: string): string {
  const { name } = cell.spec
  const parts = cell.parts.filter((part) => part.relevant)
  const attributes = parts.filter((part) => part.node.kind === 'attribute')
  const inner = parts.filter((part) => part.node.kind === 'element')
  const said = attributes.map((each) => attributeXml(each.spec.name, each.text)).join('')
  let content = cell.leaf
    ? escapeXml(cell.text)
    : inner.map((part) => elementXml(part, '', deprecatedId)).join('')
  if (name === 'meta' && deprecatedId)
    content += `<deprecatedID>${escapeXml(deprecatedId)}</deprecatedID>`
  return content ? `<${name}${head}${said}>${content}</${name}>` : `<${name}${head}${said}/>`
}
