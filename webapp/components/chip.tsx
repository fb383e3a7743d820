// A state in words, colour and sign, the same on every screen.

import { reachable } from '../api/network'
import type { State } from '../state/standing'
import { type Key, t } from '../words'
import { Icon, type IconName } from './icon'

export type Tone = 'indigo' | 'green' | 'amber' | 'red' | 'stone'

interface ChipProps {
  tone: Tone
  icon: IconName
  children: preact.ComponentChildren
}

export const Chip = ({ tone, icon, children }: ChipProps) => (
  <span class={`chip chip--${tone}`}>
    <Icon name={icon} />
    <span>{children}</span>
  </span>
)

const LOOKS: Record<State, [Tone, IconName, Key]> = {
  writing: ['stone', 'pen', 'state.writing'],
  onPhone: ['amber', 'phone', 'state.onPhone'],
  sending: ['indigo', 'up', 'state.sending'],
  setAside: ['red', 'warn', 'state.setAside'],
  received: ['indigo', 'check', 'state.received'],
  approved: ['green', 'checks', 'state.approved'],
  returned: ['red', 'turn', 'state.returned'],
  rejected: ['red', 'stop', 'state.rejected'],
}

export function StateChip({ state }: { state: State }) {
  const [tone, icon, key] = LOOKS[state]
  return (
    <Chip tone={tone} icon={icon}>
      {t(key)}
    </Chip>
  )
}

/** No network is a fact of the day, not an error; nothing is shown while there is some. */
export function NetworkChip() {
  if (reachable.value !== false) return null
  return (
    <Chip tone="stone" icon="nosignal">
      {t('network.none')}
    </Chip>
  )
}
