// The catalogue of figures: what each counts and where it comes from; each leads to its targets.

import { type Column, Table } from '../components/table'
import { paths } from '../router'
import { language } from '../words'
import { useAsked } from './asked'
import { Room } from './room'
import { Standing } from './standing'
import type { Indicator } from './wire'
import { a, aCoded } from './words/administration'

export const nameOf = ({ name, nameEn }: Pick<Indicator, 'name' | 'nameEn'>) =>
  language.value === 'en' && nameEn ? nameEn : name

export function Indicators() {
  const asked = useAsked<Indicator[]>('', (line) => line.get('/v1/indicators'))
  return (
    <Room title={a('catalogue.title')}>
      <Standing asked={asked} />
      {asked.body && (
        <Table
          title={a('catalogue.title')}
          rows={asked.body}
          columns={columns()}
          id={({ code }) => code}
          href={({ code }) => paths.administration('chi-tieu', code)}
          words={(each) => `${nameOf(each)} ${each.code} ${each.source}`}
          empty={a('catalogue.none')}
        />
      )}
    </Room>
  )
}

const columns = (): Column<Indicator>[] => [
  { key: 'name', title: a('catalogue.name'), cell: nameOf, weight: nameOf },
  { key: 'code', title: a('catalogue.code'), cell: ({ code }) => code, weight: ({ code }) => code },
  { key: 'kind', title: a('catalogue.kind'), cell: ({ kind }) => aCoded('kind', kind) },
  { key: 'source', title: a('catalogue.source'), cell: ({ source }) => source },
]
