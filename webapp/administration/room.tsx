// The frame of every room of administration: its name, the way back, and what was done last.

import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { NetworkChip } from '../components/chip'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { paths, replaceRoute } from '../router'
import { t } from './words'

/** What was saved last, and at which address that is said. */
const lastSaved = signal({ path: '', words: '' })

/** Say it where she is going, and go there. */
export function goWithSavedNotice(path: string, words: string): void {
  lastSaved.value = { path, words }
  if (path === location.pathname + location.search) return
  replaceRoute(path)
}

/** Say it here. */
export function showSavedNotice(words: string): void {
  lastSaved.value = { path: location.pathname + location.search, words }
}

interface AdministrationRoomProps {
  /** Never somebody's name: it stands in the title of the window too. */
  title: string
  back?: string
  backWord?: string
  below?: ComponentChildren
  actions?: ComponentChildren
  children: ComponentChildren
}

export function AdministrationRoom({ back, backWord, children, ...page }: AdministrationRoomProps) {
  return (
    <ScreenFrame
      {...page}
      back={back ?? paths.administration()}
      backWord={backWord ?? t('rooms.title')}
      chip={<NetworkChip />}
      wide
    >
      <SavedNotice />
      {children}
    </ScreenFrame>
  )
}

export function SavedNotice() {
  const { path, words } = lastSaved.value
  const shown = words !== '' && path === location.pathname + location.search
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (shown) place.current?.scrollIntoView({ block: 'nearest' })
  }, [lastSaved.value])
  return (
    <p ref={place} class={shown ? 'fact fact--green' : 'unseen'} role="status">
      {shown && <Icon name="check" />}
      {shown && words}
    </p>
  )
}
