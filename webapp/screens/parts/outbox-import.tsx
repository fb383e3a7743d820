// The office takes in the file of a phone that could not send, and sees line by line what came of it.

import { useId, useState } from 'preact/hooks'
import type { Reply } from '../../api/client'
import type { Brought, BroughtLine } from '../../api/owing-wire'
import { Chip, type Tone } from '../../components/chip'
import { Icon, type IconName } from '../../components/icon'
import { refusal } from '../../components/served'
import { useDoors } from '../../ports'
import { notice } from '../../state/fault'
import { coded, t } from '../../words/office'

const LOOKS: Record<BroughtLine['outcome'], [Tone, IconName]> = {
  taken: ['green', 'check'],
  known: ['stone', 'checks'],
  refused: ['red', 'warn'],
}

export function OutboxImport({ onDone }: { onDone(): void }) {
  const { api } = useDoors()
  const id = useId()
  const [reply, setReply] = useState<Reply<Brought> | 'sending' | null>(null)
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
          onChange={(event) => void take(event.currentTarget).catch(notice)}
        />
      </label>
      {reply && reply !== 'sending' && <Said reply={reply} />}
    </section>
  )
}

function Said({ reply }: { reply: Reply<Brought> }) {
  if (reply === 'unreachable') return <p role="alert">{t('served.never')}</p>
  if (!reply.ok) return <p role="alert">{coded('error', refusal(reply))}</p>
  const { counts, items } = reply.body
  return (
    <>
      <p role="status">{t('bring.counts', { ...counts })}</p>
      <ul class="plain stack">
        {items.map((line, nth) => (
          <Line key={`${nth}${line.instanceId}`} line={line} />
        ))}
      </ul>
    </>
  )
}

function Line({ line: { outcome, file, receipt, owner, code } }: { line: BroughtLine }) {
  const [tone, icon] = LOOKS[outcome]
  return (
    <li>
      <Chip tone={tone} icon={icon}>
        {t(`bring.${outcome}`)}
      </Chip>{' '}
      {t(file ? 'bring.photo' : 'bring.record')}
      {receipt && ` · ${receipt}`}
      {owner && ` · ${owner}`}
      {code && <span class="card__line">{coded('error', code)}</span>}
    </li>
  )
}
