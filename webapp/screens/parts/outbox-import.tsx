// The office takes in the file of a phone that could not send, and sees line by line what came of it.

import { useId, useState } from 'preact/hooks'
import type { Reply } from '../../api/client'
import type { OutboxImportItem, OutboxImportResult } from '../../api/owing-wire'
import { Chip, type ChipTone } from '../../components/chip'
import { Icon, type IconName } from '../../components/icon'
import { refusalCode } from '../../components/served'
import { usePorts } from '../../ports'
import { reportFault } from '../../state/fault'
import { t, wordForCode } from '../../words'
import '../../components/words'
import '../words/owing'

const OUTBOX_IMPORT_CHIPS: Record<OutboxImportItem['outcome'], [ChipTone, IconName]> = {
  taken: ['green', 'check'],
  known: ['stone', 'checks'],
  refused: ['red', 'warn'],
}

export function OutboxImport({ onDone }: { onDone(): void }) {
  const { api } = usePorts()
  const id = useId()
  const [reply, setReply] = useState<Reply<OutboxImportResult> | 'sending' | null>(null)
  async function take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0]
    if (!file) return
    setReply('sending')
    const bytes = await file.arrayBuffer()
    // The same file may be chosen again, after the signal went.
    input.value = ''
    const said = await api.bring(bytes)
    setReply(said)
    if (said !== 'unreachable' && said.ok) onDone()
  }
  return (
    <section class="box stack">
      <h2 class="box__title">{t('bring.title')}</h2>
      <p id={id}>{t('bring.say')}</p>
      <label class="button choose-file">
        <Icon name="up" />
        {t(reply === 'sending' ? 'bring.sending' : 'bring.do')}
        <input
          class="unseen"
          type="file"
          accept=".sothon"
          aria-describedby={id}
          onChange={(event) => void take(event.currentTarget).catch(reportFault)}
        />
      </label>
      {reply && reply !== 'sending' && <OutboxImportReply reply={reply} />}
    </section>
  )
}

function OutboxImportReply({ reply }: { reply: Reply<OutboxImportResult> }) {
  if (reply === 'unreachable') return <p role="alert">{t('served.never')}</p>
  if (!reply.ok) return <p role="alert">{wordForCode('error', refusalCode(reply))}</p>
  const { counts, items } = reply.body
  return (
    <>
      <p role="status">{t('bring.counts', { ...counts })}</p>
      <ul class="plain stack">
        {items.map((line, nth) => (
          <OutboxImportLine key={`${nth}${line.instanceId}`} line={line} />
        ))}
      </ul>
    </>
  )
}

function OutboxImportLine({
  line: { outcome, file, receipt, owner, code },
}: {
  line: OutboxImportItem
}) {
  const [tone, icon] = OUTBOX_IMPORT_CHIPS[outcome]
  return (
    <li>
      <Chip tone={tone} icon={icon}>
        {t(`bring.${outcome}`)}
      </Chip>{' '}
      {t(file ? 'bring.photo' : 'bring.record')}
      {receipt && ` · ${receipt}`}
      {owner && ` · ${owner}`}
      {code && <span class="card__line">{wordForCode('error', code)}</span>}
    </li>
  )
}
