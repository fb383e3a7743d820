// The catalogue of figures: what each counts and where it comes from; each leads to its targets.

import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { paths } from '../router'
import { useOnlineQuery } from './asked'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import type { Indicator } from './wire'
import { language, t, wordForCode } from './words'

export const catalogueIndicatorName = ({ name, nameEn }: Pick<Indicator, 'name' | 'nameEn'>) =>
  language.value === 'en' && nameEn ? nameEn : name

export function IndicatorsRoom() {
  const asked = useOnlineQuery<Indicator[]>('', (line) => line.get('/v1/indicators'))
  return (
    <AdministrationRoom title={t('catalogue.title')}>
      <QueryNotice asked={asked} />
      {asked.body && (
        <Table
          title={t('catalogue.title')}
          rows={asked.body}
          columns={indicatorColumns()}
          id={({ code }) => code}
          href={({ code }) => paths.administration('chi-tieu', code)}
          words={(each) => `${catalogueIndicatorName(each)} ${each.code} ${each.source}`}
          empty={t('catalogue.none')}
        />
      )}
    </AdministrationRoom>
  )
}

const indicatorColumns = (): TableColumn<Indicator>[] => [
  {
    key: 'name',
    title: t('catalogue.name'),
    cell: catalogueIndicatorName,
    weight: catalogueIndicatorName,
  },
  { key: 'code', title: t('catalogue.code'), cell: ({ code }) => code, weight: ({ code }) => code },
  {
    key: 'kind',
    title: t('catalogue.kind'),
    cell: ({ kind }) => wordForCode('kind', kind),
  },
  { key: 'source', title: t('catalogue.source'), cell: ({ source }) => source },
]
