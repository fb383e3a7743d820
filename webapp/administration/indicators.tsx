// The catalogue of figures: what each counts and where it comes from; each leads to its targets.

import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { paths } from '../router'
import { language } from '../words'
import { useOnlineQuery } from './asked'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import type { Indicator } from './wire'
import { a, administrationWordForCode } from './words/administration'

export const catalogueIndicatorName = ({ name, nameEn }: Pick<Indicator, 'name' | 'nameEn'>) =>
  language.value === 'en' && nameEn ? nameEn : name

export function IndicatorsRoom() {
  const asked = useOnlineQuery<Indicator[]>('', (line) => line.get('/v1/indicators'))
  return (
    <AdministrationRoom title={a('catalogue.title')}>
      <QueryNotice asked={asked} />
      {asked.body && (
        <Table
          title={a('catalogue.title')}
          rows={asked.body}
          columns={indicatorColumns()}
          id={({ code }) => code}
          href={({ code }) => paths.administration('chi-tieu', code)}
          words={(each) => `${catalogueIndicatorName(each)} ${each.code} ${each.source}`}
          empty={a('catalogue.none')}
        />
      )}
    </AdministrationRoom>
  )
}

const indicatorColumns = (): TableColumn<Indicator>[] => [
  {
    key: 'name',
    title: a('catalogue.name'),
    cell: catalogueIndicatorName,
    weight: catalogueIndicatorName,
  },
  { key: 'code', title: a('catalogue.code'), cell: ({ code }) => code, weight: ({ code }) => code },
  {
    key: 'kind',
    title: a('catalogue.kind'),
    cell: ({ kind }) => administrationWordForCode('kind', kind),
  },
  { key: 'source', title: a('catalogue.source'), cell: ({ source }) => source },
]
