// Forms and their versions; a workbook is tried first, its mistakes are told by sheet and row, and
// only what has none is published.

import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { paths } from '../router'
import { printedDay, printedNumber } from '../words/printed'
import { useOnlineQuery } from './asked'
import { FormUpload } from './form-upload'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import type { FormBrief } from './wire'
import { WithdrawnChip } from './withdrawn-form'
import { t } from './words'

const findCurrentVersion = ({ versions }: FormBrief) =>
  versions.find((each) => each.current) ?? versions[0]
const countSubmissions = ({ versions }: FormBrief) =>
  versions.reduce((total, { submissions }) => total + submissions, 0)

export const formsRequest = { what: 'forms', path: '/v1/administration/forms' }

export function FormsRoom() {
  const asked = useOnlineQuery<FormBrief[]>(formsRequest.what, (line) =>
    line.get(formsRequest.path),
  )
  return (
    <AdministrationRoom title={t('forms.title')}>
      <FormUpload published={asked.again} />
      <QueryNotice asked={asked} />
      {asked.body && (
        <Table
          title={t('forms.title')}
          rows={asked.body}
          columns={formColumns()}
          id={({ xmlFormId }) => xmlFormId}
          href={({ xmlFormId }) => paths.administration('bieu-mau', xmlFormId)}
          words={({ name, xmlFormId }) => `${name} ${xmlFormId}`}
          empty={t('forms.none')}
        />
      )}
    </AdministrationRoom>
  )
}

const formColumns = (): TableColumn<FormBrief>[] => [
  { key: 'name', title: t('forms.name'), cell: ({ name }) => name, weight: ({ name }) => name },
  { key: 'id', title: t('forms.id'), cell: ({ xmlFormId }) => xmlFormId },
  {
    key: 'version',
    title: t('forms.current'),
    cell: (form) => (
      <>
        {findCurrentVersion(form)?.version} {form.state === 'closing' && <WithdrawnChip />}
      </>
    ),
  },
  {
    key: 'day',
    title: t('forms.published'),
    cell: (form) => printedDay(findCurrentVersion(form)?.publishedAt ?? ''),
    weight: (form) => findCurrentVersion(form)?.publishedAt ?? '',
  },
  {
    key: 'submissions',
    title: t('forms.submissions'),
    cell: (form) => printedNumber(String(countSubmissions(form))),
    weight: countSubmissions,
    amount: true,
  },
]
