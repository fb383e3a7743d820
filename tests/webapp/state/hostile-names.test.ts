// An older server published forms whose names are code: they spoil nothing for the others.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ChoiceLists, type Definition, type Draft, openFilling } from '../../../webapp/engine'
import { ownEntry, putEntry } from '../../../webapp/entries'
import { COPY_NAMES, openLedger } from '../../../webapp/state/ledger'
import { actionWord } from '../../../webapp/words/form-words'
import { LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const AT = '2026-11-22T08:00:00.000+07:00'
const HOSTILE = ['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']
const good: Definition = JSON.parse(
  readFileSync(
    new URL('../../conformance/forms/sinh_hoat_to.definition.json', import.meta.url),
    'utf8',
  ),
)

/** As the wire brings it: every name of it is the hostile one. */
const hostileForm = (name: string): Definition =>
  JSON.parse(`{
    "shape": 1, "formId": "${name}", "version": "1", "title": "Phiếu cũ", "root": "data",
    "languages": ["${name}"], "namespaces": {}, "order": [], "reads": {}, "lists": ["${name}"],
    "nodes": [
      { "ref": "/data/${name}", "kind": "field", "type": "string" },
      { "ref": "/data/team", "kind": "field", "type": "string", "required": true },
      { "ref": "/data/meta", "kind": "group" },
      { "ref": "/data/meta/instanceID", "kind": "field", "type": "string", "preload": "instanceID" }
    ],
    "body": [
      { "ref": "/data/${name}", "kind": "select1", "list": "own_${name}",
        "label": { "${name}": "Hỏi gì" } },
      { "ref": "/data/team", "kind": "select1", "list": "${name}", "valueColumn": "${name}",
        "labelColumn": "${name}", "label": { "${name}": "Tổ nào" } }
    ],
    "choices": { "own_${name}": [{ "value": "${name}", "label": { "${name}": "Có" } }] },
    "entities": [{ "ref": "/data/meta/entity", "list": "${name}", "saves": { "${name}": "/data/team" } }],
    "indicators": []
  }`)

let nth = 0
async function desk(...forms: Definition[]) {
  const store = openPhoneStore({ name: `names-${nth++}` })
  const keep = (what: string, body: unknown) =>
    store.keepCopy({ owner: LAN, what, etag: '', at: AT, body })
  await keep(
    COPY_NAMES.forms,
    forms.map(({ formId, version }) => ({ xmlFormId: formId, version })),
  )
  for (const form of forms) {
    await keep(COPY_NAMES.definition(form.formId, form.version), form)
    for (const name of form.lists)
      await keep(COPY_NAMES.list(name), [{ name: 'x', label: 'Tà Lú' }])
  }
  const ledger = openLedger(store, LAN, () => '')
  return { store, ledger }
}

function openForm(form: Definition, lists: ChoiceLists, draft?: Draft) {
  const filling = openFilling(form, {
    lists,
    now: AT,
    instanceId: 'uuid:1',
    uuid: () => 'e-1',
    username: 'totruong',
    deviceId: 'phone-1',
    language: 'vi',
    ...(draft && { draft }),
  })
  const questions = filling
    .steps()
    .flatMap((step) => step.questions.map((ref) => filling.question(ref)))
  return { filling, questions }
}

describe('names that are code', () => {
  it.each(HOSTILE)(
    'a form that calls everything %s leaves the other forms to choose',
    async (name) => {
      const { store, ledger } = await desk(hostileForm(name), good)
      const made = { list: name, uuid: 'u', action: 'create' as const, label: 'Tổ mới', data: {} }
      await store.finish(meeting({ id: 'uuid:a', entities: [made] }))
      await ledger.reload()
      expect(ledger.offered.value.map(({ formId }) => formId)).toEqual([name, 'sinh_hoat_to'])
      expect(ledger.circles.value.map(({ list }) => list)).toContain(name)
      expect(ledger.due(name, [])).toBeInstanceOf(Array)
      expect(actionWord(ledger.offered.value[0] as Definition)).toContain('Phiếu cũ')
      expect(ownEntry(ledger.lists.value, name)?.map(({ label }) => label)).toEqual([
        'Tà Lú',
        'Tổ mới',
      ])
    },
  )

  it.each(HOSTILE)('a list called %s that never came is no list', async (name) => {
    const { ledger } = await desk(good)
    await ledger.reload()
    expect(ledger.due(name, [])).toEqual([])
    const form = { ...hostileForm(name), lists: [] }
    expect(openForm(form, {}).questions).toEqual([
      expect.objectContaining({ label: 'Hỏi gì' }),
      expect.objectContaining({ label: 'Tổ nào' }),
    ])
  })

  it.each(HOSTILE)('a form that calls everything %s is filled, kept and opened again', (name) => {
    const lists = Object.fromEntries([[name, [Object.fromEntries([[name, 'x']])]]])
    const { filling } = openForm(hostileForm(name), lists)
    filling.answer(`/data/${name}`, name)
    filling.answer('/data/team', 'x')
    const again = openForm(hostileForm(name), lists, JSON.parse(JSON.stringify(filling.draft())))
    expect(again.filling.finalize(AT).xml).toContain(`<${name}>${name}</${name}><team>x</team>`)
    expect(again.filling.problems()).toEqual([])
  })

  it('what is put under __proto__ is an entry and no more', () => {
    const table: Record<string, string[]> = {}
    putEntry(table, '__proto__', ['a'])
    expect(ownEntry(table, '__proto__')).toEqual(['a'])
    expect(ownEntry(table, 'length')).toBeUndefined()
    expect(Object.keys({ ...table })).toEqual(['__proto__'])
  })
})
