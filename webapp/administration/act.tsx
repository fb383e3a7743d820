// One act behind a button: asked for once more where it cannot be undone, and what was said to it.

import { useState } from 'preact/hooks'
import type { Reply } from '../api/client'
import { Icon, type IconName } from '../components/icon'
import { refusalCode } from '../components/served'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import type { ApiLine } from './asked'
import { t, wordForCode } from './words'

interface ActionButtonProps<T> {
  icon: IconName
  words: string
  /** What this will do; without it the button does it at once. */
  sure?: string
  tone?: 'plain' | 'main' | 'red'
  send(line: ApiLine): Promise<Reply<T>>
  done(body: T): void
}

const BUTTON_TONES = { plain: '', main: ' button--main', red: ' button--red' }

export function ActionButton<T>({
  icon,
  words,
  sure,
  tone = 'plain',
  send,
  done,
}: ActionButtonProps<T>) {
  const { api } = usePorts()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')

  async function go(): Promise<void> {
    if (busy) return
    setBusy(true)
    const reply = await send(api.line)
    setBusy(false)
    const refused = reply === 'unreachable' ? reply : reply.ok ? '' : refusalCode(reply)
    setCode(refused)
    if (reply === 'unreachable' || !reply.ok) return
    setAsking(false)
    done(reply.body)
  }
  const act = () => void go().catch(reportFault)

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
          class={`button${BUTTON_TONES[tone]}`}
          aria-disabled={busy}
          onClick={sure && !asking ? () => setAsking(true) : act}
        >
          <Icon name={icon} />
          {busy ? t('form.busy') : words}
        </button>
      </div>
      <p class="problem" role="alert" hidden={!code}>
        {code && wordForCode('error', code)}
      </p>
    </div>
  )
}
