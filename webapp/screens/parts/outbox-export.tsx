// "Xuất phiếu chưa gửi": one file of all that waits, to be carried to the office.

import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { usePorts } from '../../ports'
import { reportFault } from '../../state/fault'
import type { PackedOutbox } from '../../sync/outbox-file'
import { o } from '../../words/outbox'

type ExportState = 'idle' | 'packing' | 'notYet' | 'nothing' | PackedOutbox

export function OutboxExport() {
  const doors = usePorts()
  const [state, setState] = useState<ExportState>('idle')
  async function pack(): Promise<void> {
    setState('packing')
    const { packOutbox } = await import('../../sync/outbox-file')
    setState(await packOutbox(doors))
    await doors.ledger.reloadWork()
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
        {o(state === 'packing' ? 'export.packing' : 'export.do')}
      </button>
      <p class="soft" role="status">
        {(state === 'notYet' || state === 'nothing') && o(`export.${state}`)}
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
      <p>{o('export.ready', { records, photos })}</p>
      <p>{o('export.say')}</p>
      {shares && (
        <button
          type="button"
          class="button"
          // She may close the sheet again: that is no fault.
          onClick={() => void navigator.share({ files }).catch(() => undefined)}
        >
          <Icon name="up" />
          {o('export.share')}
        </button>
      )}
      {places.map((place, nth) => (
        <a key={place} class="button" href={place} download={files[nth]?.name}>
          <Icon name="install" />
          {files.length > 1 ? o('export.saveNth', { n: nth + 1 }) : o('export.save')}
        </a>
      ))}
    </section>
  )
}
