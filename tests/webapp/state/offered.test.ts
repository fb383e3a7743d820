// Who is offered which form: Lan in her village, Trâm at the health station, Mai at the commune.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ChoiceLists, Definition } from '../../../webapp/engine'
import type { EntitySpec } from '../../../webapp/engine/definition'
import { formsByEntityList } from '../../../webapp/state/due'
import { isFormUsable } from '../../../webapp/state/offered'

const definition = (name: string): Definition =>
  JSON.parse(
    readFileSync(
      new URL(`../../conformance/forms/${name}.definition.json`, import.meta.url),
      'utf8',
    ),
  )
const FORMS = [
  'cau_lac_bo',
  'dia_chi_tin_cay',
  'doi_thoai',
  'goi_sinh_de',
  'hoat_dong_dia_chi',
  'sinh_hoat_cau_lac_bo',
  'sinh_hoat_to',
  'to_truyen_thong',
].map(definition)
const village = { name: 'taLu1', label: 'Tà Lú 1', level: 'village' }
const commune = { name: 'bacAiDong', label: 'Bác Ái Đông', level: 'commune' }
const station = { name: 'tram', label: 'Trạm Y tế Phước Đại', level: 'facility' }
const nothing = { teams: [], addresses: [], clubs: [] }

const offered = (lists: ChoiceLists) =>
  FORMS.filter((form) => isFormUsable(form, { ...nothing, ...lists })).map((form) => form.formId)

describe('a form is offered to whoever can use it', () => {
  it('in a village without anything: the registers, and a dialogue', () => {
    expect(offered({ org_units: [village] })).toEqual([
      'cau_lac_bo',
      'dia_chi_tin_cay',
      'doi_thoai',
      'to_truyen_thong',
    ])
  })

  it('in a village with a club: its session too', () => {
    const clubs = [{ name: 'c1', label: 'CLB Tà Lú 1' }]
    expect(offered({ org_units: [village], clubs })).toContain('sinh_hoat_cau_lac_bo')
    expect(offered({ org_units: [village], clubs })).not.toContain('sinh_hoat_to')
  })

  it('at the health station: the packages and nothing else', () => {
    expect(offered({ org_units: [station] })).toEqual(['goi_sinh_de'])
  })

  it('at the commune: whatever its villages and its station write', () => {
    expect(offered({ org_units: [commune, village, station] })).toContain('goi_sinh_de')
    expect(offered({ org_units: [commune, village, station] })).toContain('doi_thoai')
  })

  it('a choice that may be left out hides no form', () => {
    const form = definition('household_visit')
    const optional = form.nodes.filter((node) => node.ref === '/data/team' && !node.required)
    expect(optional).toHaveLength(1)
    expect(isFormUsable(form, { org_units: [village], teams: [] })).toBe(true)
  })
})

describe('what the forms are about', () => {
  it('teams first, then addresses, then clubs: each with its register and its activity', () => {
    const found = formsByEntityList(FORMS).map(({ list, registers, activities }) => [
      list,
      registers?.formId,
      ...activities.map((form) => form.formId),
    ])
    expect(found).toEqual([
      ['teams', 'to_truyen_thong', 'sinh_hoat_to'],
      ['addresses', 'dia_chi_tin_cay', 'hoat_dong_dia_chi'],
      ['clubs', 'cau_lac_bo', 'sinh_hoat_cau_lac_bo'],
    ])
  })

  it('stand in the order that the workbooks say; lists that say nothing come last', () => {
    const silent = FORMS.map((form) =>
      form.formId === 'to_truyen_thong'
        ? { ...form, entities: form.entities.map(withoutPlace) }
        : form,
    )
    expect(formsByEntityList(silent).map(({ list }) => list)).toEqual([
      'addresses',
      'clubs',
      'teams',
    ])
  })
})

const withoutPlace = ({ position: _, ...entity }: EntitySpec): EntitySpec => entity
