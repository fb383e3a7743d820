// "Xuất phiếu chưa gửi": one file of all that waits, to be carried to the office.

import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { usePorts } from '../../ports'
import { reportFault } from '../../state/fault'
import type { PackedOutbox } from '../../sync/outbox-file'
import { t } from '../../words'
import '../words/outbox'

type ExportState = 'idle' | 'packing' | 'notYet' | 'nothing' | PackedOutbox

export function OutboxExport() {
  const ports = usePorts()
  const [state, setState] = useState<ExportState>('idle')
  async function pack(): Promise<void> {
    setState('packing')
    const { packOutbox } = await import('../../sync/outbox-file')
    setState(await packOutbox(ports))
    await ports.ledger.reloadWork()
  }
  const failed = (error: unknown) => {
    setState('idle')
    reportFault(error)
  }
  if (typeof state === 'object') return <ExportedFiles packed={state} />
  return (
    <>
      <button
        type="button"
        class="button button--quiet"
        aria-disabled={state === 'packing'}
        onClick={() => state !== 'packing' && void pack().catch(failed)}
      >
        <Icon name="install" />
        {t(state === 'packing' ? 'export.packing' : 'export.do')}
      </button>
      <p class="soft" role="status">
        {(state === 'notYet' || state === 'nothing') && t(`export.${state}`)}
      </p>
    </>
  )
}

function ExportedFiles({ packed: { files, records, photos } }: { packed: PackedOutbox }) {
  const [places, setPlaces] = useState<string[]>([])
  useEffect(() => {
    const made = files.map((file) => URL.createObjectURL(file))
    setPlaces(made)
    return () => {
      for (const place of made) URL.revokeObjectURL(place)
    }
  }, [files])
  const shares = navigator.canShare?.({ files }) ?? false
  return (
    <section class="box stack" role="status">
      <p>{t('export.ready', { records, photos })}</p>
      <p>{t('export.say')}</p>
      {shares && (
        <button
          type="button"
          class="button"
          // She may close the sheet again: that is no fault.
          onClick={() => void navigator.share({ files }).catch(() => undefined)}
        >
          <Icon name="up" />
          {t('export.share')}
        </button>
      )}
      {places.map((place, nth) => (
        <a key={place} class="button" href={place} download={files[nth]?.name}>
          <Icon name="install" />
          {files.length > 1 ? t('export.saveNth', { n: nth + 1 }) : t('export.save')}
        </a>
      ))}
    </section>
  )
}
