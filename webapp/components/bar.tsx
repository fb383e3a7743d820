// The bar at the bottom, at a desk on the left: at most four places, by what the person does.

import { type AppPorts, usePorts } from '../ports'
import { currentRoute, paths } from '../router'
import { hasAnyRole } from '../state/roles'
import { t } from '../words'
import { Icon, type IconName } from './icon'

interface NavigationTab {
  at: string[]
  path: string
  icon: IconName
  word: string
  count?: number
}

function navigationTabs({ person, ledger }: AppPorts): NavigationTab[] {
  const home: NavigationTab = {
    at: ['home'],
    path: paths.home(),
    icon: 'home',
    word: t('bar.home'),
  }
  const figures: NavigationTab = {
    at: ['indicators', 'evidence'],
    path: paths.indicators(),
    icon: 'chart',
    word: t('bar.indicators'),
  }
  const account: NavigationTab = {
    at: ['account', 'administration'],
    path: paths.account(),
    icon: 'person',
    word: t('bar.account'),
  }
  if (hasAnyRole(person, 'supervisor')) {
    const count = ledger.awaiting.value.total ?? ledger.awaiting.value.items.length
    const review: NavigationTab = {
      at: ['review'],
      path: paths.review(),
      icon: 'checks',
      word: t('bar.review'),
      count,
    }
    return [home, review, figures, account]
  }
  if (!hasAnyRole(person, 'reporter')) return [home, figures, account]
  const count = ledger.unsent.value + ledger.setAside.value
  return [
    home,
    { at: ['choose'], path: paths.choose(), icon: 'pen', word: t('bar.write') },
    { at: ['outbox', 'mine'], path: paths.outbox(), icon: 'up', word: t('bar.outbox'), count },
    figures,
  ]
}

/** `desk`: only there; on a phone its place is taken by what to do. */
export function NavigationBar({ desk = false }: { desk?: boolean }) {
  const ports = usePorts()
  const here = currentRoute.value.at
  return (
    <nav class={`bar${desk ? ' bar--desk' : ''}`} aria-label={t('bar.name')}>
      {navigationTabs(ports).map(({ at, path, icon, word, count }) => (
        <a
          key={path}
          class="bar__tab"
          href={path}
          aria-current={at.includes(here) ? 'page' : undefined}
        >
          <Icon name={icon} />
          <span>{count ? `${word} · ${count}` : word}</span>
        </a>
      ))}
    </nav>
  )
}
