// What is wrong, under what is wrong. The first sentence says it, the rest what to look at.

import { Icon } from './icon'

export function ProblemBox({ id, text }: { id: string; text: string }) {
  const [, first = text, rest = ''] = /^(.+?[.!?])\s+(.+)$/s.exec(text) ?? []
  return (
    <p class="problem" id={id}>
      <Icon name="warn" />
      <span>
        <strong>{first}</strong> {rest}
      </span>
    </p>
  )
}
