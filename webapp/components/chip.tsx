// A state in words, colour and sign, the same on every screen.

import { isServerReachable } from '../api/network'
import type { ItemState } from '../state/standing'
import { t, type WordKey } from '../words'
import { Icon, type IconName } from './icon'

export type ChipTone = 'indigo' | 'green' | 'amber' | 'red' | 'stone'

interface ChipProps {
  tone: ChipTone
  icon: IconName
  children: preact.ComponentChildren
}

export const Chip = ({ tone, icon, children }: ChipProps) => (
  <span class={`chip chip--${tone}`}>
    <Icon name={icon} />
    <span>{children}</span>
  </span>
)

const STATE_CHIPS: Record<ItemState, [ChipTone, IconName, WordKey]> = {
  writing: ['stone', 'pen', 'state.writing'],
  onPhone: ['amber', 'phone', 'state.onPhone'],
  sending: ['indigo', 'up', 'state.sending'],
  setAside: ['red', 'warn', 'state.setAside'],
  received: ['indigo', 'check', 'state.received'],
  approved: ['green', 'checks', 'state.approved'],
  returned: ['red', 'turn', 'state.returned'],
  rejected: ['red', 'stop', 'state.rejected'],
}

export function StateChip({ state }: { state: ItemState }) {
  const [tone, icon, key] = STATE_CHIPS[state]
  return (
    <Chip tone={tone} icon={icon}>
      {t(key)}
    </Chip>
  )
}

/** No network is a fact of the day, not an error; nothing is shown while there is some. */
export function NetworkChip() {
  if (isServerReachable.value !== false) return null
  return (
    <Chip tone="stone" icon="nosignal">
      {t('network.none')}
    </Chip>
  )
}
