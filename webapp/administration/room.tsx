// The frame of every room of administration: its name, the way back, and what was done last.

import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { NetworkChip } from '../components/chip'
import { Icon } from '../components/icon'
import { Page } from '../components/page'
import { paths, replace } from '../router'
import { a } from './words/administration'

/** What was saved last, and at which address that is said. */
const said = signal({ path: '', words: '' })

/** Say it where she is going, and go there. */
export function goSaying(path: string, words: string): void {
  said.value = { path, words }
  if (path === location.pathname + location.search) return
  replace(path)
}

/** Say it here. */
export function say(words: string): void {
  said.value = { path: location.pathname + location.search, words }
}

interface RoomProps {
  /** Never somebody's name: it stands in the title of the window too. */
  title: string
  back?: string
  backWord?: string
  below?: ComponentChildren
  actions?: ComponentChildren
  children: ComponentChildren
}

export function Room({ back, backWord, children, ...page }: RoomProps) {
  return (
    <Page
      {...page}
      back={back ?? paths.administration()}
      backWord={backWord ?? a('rooms.title')}
      chip={<NetworkChip />}
      wide
    >
      <Saved />
      {children}
    </Page>
  )
}

export function Saved() {
  const { path, words } = said.value
  const shown = words !== '' && path === location.pathname + location.search
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (shown) place.current?.scrollIntoView({ block: 'nearest' })
  }, [said.value])
  return (
    <p ref={place} class={shown ? 'fact fact--green' : 'unseen'} role="status">
      {shown && <Icon name="check" />}
      {shown && words}
    </p>
  )
}
