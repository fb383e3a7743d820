// The frame of every screen: the band, the banners, a heading, what it shows, what to do, and the bar.

import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import {
  currentAddress,
  currentRoute,
  navigateBack as goBack,
  keepScroll,
  type Route,
  scrollFor,
} from '../router'
import { t, type WordKey } from '../words'
import { Banners } from './banners'
import { NavigationBar } from './bar'
import { Icon } from './icon'

interface ScreenFrameProps {
  title: string
  /** The path that "back" leads to, and its name; none on the screens of the bar. */
  back?: string
  backWord?: string
  chip?: ComponentChildren
  /** Under the heading: a choice of period, a line of facts. */
  below?: ComponentChildren
  /** Instead of all of the above. */
  head?: ComponentChildren
  actions?: ComponentChildren
  bar?: boolean
  /** At a desk it uses the whole width. */
  wide?: boolean
  /** At a desk: parts stand side by side, and each scrolls by itself. */
  panes?: boolean
  /** Focus stays where it is: the screen moves it by itself. */
  keepFocus?: boolean
  children: ComponentChildren
}

/** Places whose heading says what, or whom, a record is about. */
const NEUTRAL_TITLES: Partial<Record<Route['at'], WordKey>> = {
  fill: 'bar.write',
  mine: 'bar.outbox',
  review: 'bar.review',
  evidence: 'bar.indicators',
}

export function ScreenFrame(props: ScreenFrameProps) {
  const { title, head, actions, bar, wide, panes, keepFocus, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The browser keeps titles in its history: what a person wrote is in none of them.
    const plain = NEUTRAL_TITLES[currentRoute.value.at]
    document.title = `${plain ? t(plain) : title} · Sổ Thôn`
  }, [title])
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const at = currentAddress()
    const shown = main.current
    if (!shown) return
    scrollTo(0, 0)
    shown.scrollTop = scrollFor(at)
    return () => void keepScroll(at, shown.scrollTop)
  }, [])
  useEffect(() => {
    // So that a screen reader begins at the new screen's name.
    if (!keepFocus) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div class={`app${bar || wide ? ' app--rail' : ''}${wide ? ' app--wide' : ''}`}>
      <div class="band" />
      <Banners />
      <header class="head">{head ?? <ScreenHead {...props} heading={heading} />}</header>
      <main
        ref={main}
        class={`main${panes ? ' main--panes' : ''}`}
        tabIndex={panes ? undefined : 0}
      >
        {children}
      </main>
      {actions && (
        <section class="actions" aria-label={t('act.name')}>
          {actions}
        </section>
      )}
      {(bar || wide) && <NavigationBar desk={!bar} />}
    </div>
  )
}

type ScreenHeadProps = ScreenFrameProps & { heading: RefObject<HTMLHeadingElement | null> }

const ScreenHead = ({ title, back, backWord, chip, below, heading }: ScreenHeadProps) => (
  <>
    {back !== undefined && (
      <div class="head__row">
        <button type="button" class="head__back" onClick={() => goBack(back)}>
          <Icon name="back" />
          {backWord ?? t('act.back')}
        </button>
        {chip}
      </div>
    )}
    <div class="head__row">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {back === undefined && chip}
    </div>
    {below}
  </>
)
