// "Đã ghi": everything that she finished, where each is, and sending it now.

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Card, EmptyNotice } from '../components/card'
import { Chip, NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { usePorts } from '../ports'
import { paths } from '../router'
import { reportFault } from '../state/fault'
import type { RecordItem } from '../state/standing'
import { t, wordForCode } from '../words'
import { printedInstant } from '../words/printed'

const ITEMS_SHOWN_FIRST = 60

export function OutboxScreen() {
  const { ledger, courier } = usePorts()
  const [all, setAll] = useState(false)
  const items = ledger.items.value
  const unsent = ledger.unsent.value
  const photos = ledger.photosOwed.value
  const shown = all ? items : items.slice(0, ITEMS_SHOWN_FIRST)
  const sending = courier.sending.value
  return (
    <ScreenFrame title={t('outbox.title')} chip={<SendingChip />} bar>
      {unsent + photos > 0 && (
        <button
          type="button"
          class="button button--main"
          aria-disabled={sending !== null}
          onClick={() => void courier.go().catch(reportFault)}
        >
          <Icon name="up" />
          {sending
            ? t('outbox.sending')
            : t(unsent ? 'outbox.sendNow' : 'outbox.sendPhotos', { n: unsent || photos })}
        </button>
      )}
      <p class="soft" role="status">
        {t(unsent ? 'outbox.waits' : photos ? 'outbox.photosWait' : 'outbox.allSent', {
          n: photos,
        })}
      </p>
      {!items.length && <EmptyNotice>{t('outbox.empty')}</EmptyNotice>}
      {shown.map((item) => (
        <OutboxCard key={item.id} item={item} />
      ))}
      {shown.length < items.length && (
        <button type="button" class="button button--quiet" onClick={() => setAll(true)}>
          {t('outbox.older', { n: items.length - shown.length })}
        </button>
      )}
      <LazyOutboxExport needed={unsent + photos + ledger.setAside.value > 0} />
    </ScreenFrame>
  )
}

/** The last thing on the screen, and the last that is needed: it comes when it is. */
function LazyOutboxExport({ needed }: { needed: boolean }) {
  const [Part, setPart] = useState<ComponentType | null>(null)
  useEffect(() => {
    if (!needed || Part) return
    import('./parts/outbox-export').then(
      ({ OutboxExport }) => setPart(() => OutboxExport),
      () => undefined,
    )
  }, [needed])
  return needed && Part ? <Part /> : null
}

function SendingChip() {
  const sending = usePorts().courier.sending.value
  if (!sending) return <NetworkChip />
  return (
    <Chip tone="indigo" icon="up">
      {t(sending.what === 'photo' ? 'outbox.progressPhoto' : 'outbox.progress', {
        nth: sending.nth,
        of: sending.of,
      })}
    </Chip>
  )
}

function OutboxCard({ item }: { item: RecordItem }) {
  const refused = item.photosRefused.length > 0
  const wrong = refused || item.state === 'returned' || item.state === 'setAside'
  return (
    <Card
      href={paths.mine(item.id)}
      title={item.title || item.formName || t('mine.sealedName')}
      tone={wrong ? 'red' : 'plain'}
      chip={<StateChip state={item.state} />}
    >
      {item.formName}
      <span class="card__line">{outboxCardDetail(item)}</span>
      {item.photosOwed > 0 && (
        <span class="card__line">{t('outbox.photosOwed', { n: item.photosOwed })}</span>
      )}
      {refused && (
        <span class="card__line">
          {t('outbox.photosRefused', { n: item.photosRefused.length })}
        </span>
      )}
      {item.remark && <q class="card__remark">{item.remark}</q>}
      {item.remarks.length > 0 && (
        <span class="card__line">{t('remark.many', { n: item.remarks.length })}</span>
      )}
    </Card>
  )
}

function outboxCardDetail({ state, receipt, at, record }: RecordItem): string {
  if (state === 'setAside' && record?.reason) return wordForCode('error', record.reason.code)
  if (receipt) return t('outbox.receipt', { receipt })
  return printedInstant(at)
}
