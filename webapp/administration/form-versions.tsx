// One form: every version that was ever published, each with its workbook.

import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { paths } from '../router'
import { printedInstant, printedNumber } from '../words/printed'
import { useOnlineQuery } from './asked'
import { formsRequest } from './forms'
import type { RoomAddress } from './here'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import type { FormBrief, FormVersion } from './wire'
import { FormWithdrawal } from './withdrawn-form'
import { t } from './words'

export function FormRoom({ id }: RoomAddress) {
  const asked = useOnlineQuery<FormBrief[]>(formsRequest.what, (line) =>
    line.get(formsRequest.path),
  )
  const form = asked.body?.find(({ xmlFormId }) => xmlFormId === id)
  return (
    <AdministrationRoom
      title={form?.name ?? id}
      back={paths.administration('bieu-mau')}
      backWord={t('forms.title')}
    >
      <QueryNotice asked={asked} />
      {form && <p class="soft">{form.xmlFormId}</p>}
      {form && <FormWithdrawal form={form} changed={asked.again} />}
      {form?.versions.map((version) => (
        <FormVersionCard key={version.version} form={form} version={version} />
      ))}
      {asked.body && !form && <p class="empty">{t('forms.none')}</p>}
    </AdministrationRoom>
  )
}

function FormVersionCard({ form, version }: { form: FormBrief; version: FormVersion }) {
  const path = ['/v1/projects/1/forms', form.xmlFormId, 'versions', version.version, 'workbook']
    .map((part, nth) => (nth ? encodeURIComponent(part) : part))
    .join('/')
  const by = version.publishedBy?.displayName
  return (
    <section class={`dated${version.current ? ' dated--now' : ''}`}>
      <div class="dated__row">
        <h2 class="box__title">{t('forms.version', { version: version.version })}</h2>
        {version.current && form.state !== 'closing' && (
          <Chip tone="green" icon="check">
            {t('forms.inUse')}
          </Chip>
        )}
      </div>
      <span class="soft">
        {[printedInstant(version.publishedAt), by].filter(Boolean).join(' · ')}
      </span>
      <span>{t('forms.has', { n: printedNumber(String(version.submissions)) })}</span>
      <a class="button" href={path} download>
        <Icon name="install" />
        {t('forms.download', { type: version.workbookType })}
      </a>
    </section>
  )
}
