// A card that leads somewhere: a title, a line or two, a chip.

import type { ComponentChildren } from 'preact'

interface CardProps {
  href: string
  title: string
  chip?: ComponentChildren
  tone?: 'red' | 'plain'
  children?: ComponentChildren
}

export const Card = ({ href, title, chip, tone = 'plain', children }: CardProps) => (
  <a class={`card card--${tone}`} href={href}>
    <span class="card__text">
      <strong class="card__title">{title}</strong>
      {children && <span class="card__more">{children}</span>}
    </span>
    {chip && <span class="card__chip">{chip}</span>}
  </a>
)

export const EmptyNotice = ({ children }: { children: ComponentChildren }) => (
  <p class="empty">{children}</p>
)
