// One act behind a button: asked for once more where it cannot be undone, and what was said to it.

import { useState } from 'preact/hooks'
import type { Reply } from '../api/client'
import { Icon, type IconName } from '../components/icon'
import { refusal } from '../components/served'
import { useDoors } from '../ports'
import { notice } from '../state/fault'
import { coded, t } from '../words'
import type { Line } from './asked'
import { a } from './words/administration'

interface ActProps<T> {
  icon: IconName
  words: string
  /** What this will do; without it the button does it at once. */
  sure?: string
  tone?: 'plain' | 'main' | 'red'
  send(line: Line): Promise<Reply<T>>
  done(body: T): void
}

const TONES = { plain: '', main: ' button--main', red: ' button--red' }

export function Act<T>({ icon, words, sure, tone = 'plain', send, done }: ActProps<T>) {
  const { api } = useDoors()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')

  async function go(): Promise<void> {
    if (busy) return
    setBusy(true)
    const reply = await send(api.line)
    setBusy(false)
    const refused = reply === 'unreachable' ? reply : reply.ok ? '' : refusal(reply)
    setCode(refused)
    if (reply === 'unreachable' || !reply.ok) return
    setAsking(false)
    done(reply.body)
  }
  const act = () => void go().catch(notice)

  return (
    <div class={asking ? 'box stack' : 'stack'}>
      {asking && <p>{sure}</p>}
      <div class="pair">
        {asking && (
          <button type="button" class="button" onClick={() => setAsking(false)}>
            {t('act.cancel')}
          </button>
        )}
        <button
          type="button"
          class={`button${TONES[tone]}`}
          aria-disabled={busy}
          onClick={sure && !asking ? () => setAsking(true) : act}
        >
          <Icon name={icon} />
          {busy ? a('form.busy') : words}
        </button>
      </div>
      <p class="problem" role="alert" hidden={!code}>
        {code && coded('error', code)}
      </p>
    </div>
  )
}
