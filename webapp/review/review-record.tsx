// One record before its reviewer: what was answered, what does not fit, what a decision changes. On a
// phone it is the screen, at a desk it stands beside the queue; what comes next is shown by itself.

import { useEffect, useRef } from 'preact/hooks'
import { reachable } from '../api/network'
import type { Detail, Submission, Verdict } from '../api/wire'
import { NetworkChip } from '../components/chip'
import { desk } from '../components/desk'
import { comes, Facts, Skeleton } from '../components/facts'
import { Icon } from '../components/icon'
import { Page } from '../components/page'
import { RecordBody } from '../components/record-body'
import { useDoors } from '../ports'
import { back, paths, replace } from '../router'
import { t } from '../words/office'
import { instant } from '../words/printed'
import { type Deciding, useDeciding } from './deciding'
import { Effects } from './effects'
import { useKeys } from './keys'
import { after, type Queue } from './queue'
import { ReasonSheet } from './reason-sheet'
import { Actions, Next, Refuse } from './review-actions'
import { Decided, sayDecided } from './review-decided'
import { letters } from './review-keys'
import { Age } from './review-queue'

interface ReviewingProps {
  form: string
  id: string
  queue: Queue
}

const pathOf = (item: Submission | undefined) =>
  item ? paths.review(item.xmlFormId, item.instanceId) : paths.review()

export function Reviewing({ form, id, queue }: ReviewingProps) {
  const next = useNext(queue, id)
  const deciding = useDeciding({ form, id, decided })
  const { detail, asked, standing, by } = deciding
  const nth = queue.items.findIndex((item) => item.instanceId === id) + 1

  function decided(seen: Detail, state: Verdict['state']): void {
    sayDecided(pathOf(next), seen, state)
    queue.drop(id, seen.currentVersion.instanceId)
    replace(pathOf(next))
  }

  useEffect(() => {
    if (by && detail && nth) queue.drop(id, detail.currentVersion.instanceId)
  }, [by])

  const onNext = next && (() => replace(pathOf(next)))
  const may = standing === 'waits' || standing === 'returned'
  useKeys(letters.value, {
    ...(may && { approve: deciding.approve, reject: () => deciding.ask('rejected') }),
    ...(mayReturn(deciding) && { return: () => deciding.ask('hasIssues') }),
    ...(onNext && { skip: onNext }),
    question: focusOnQuestion,
    close: () => (deciding.sure ? deciding.unsure() : back(paths.review())),
  })
  const framed: FramedProps = {
    deciding,
    title: detail?.instanceName || detail?.formName || t('fill.opening'),
    where: nth ? t('review.nth', { nth, of: queue.total }) : t('review.notWaiting'),
    onNext,
  }
  return (
    <>
      {desk.value ? <AtDesk {...framed} /> : <OnPhone {...framed} />}
      {asked && (
        <ReasonSheet
          state={asked}
          busy={!deciding.ready}
          remarks={deciding.remarking.remarks.length}
          onGive={deciding.give}
          onClose={() => deciding.ask(null)}
        />
      )}
    </>
  )
}

/** From one question to the next, and from the last to the first. */
function focusOnQuestion(): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-remark]')]
  const here = all.indexOf(document.activeElement as HTMLElement)
  const next = all[(here + 1) % all.length]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** What comes after it, also when it has left the queue by itself meanwhile. */
function useNext({ items }: Queue, id: string): Submission | undefined {
  const ahead = useRef('')
  const next = after(items, id)
  const here = items.some((item) => item.instanceId === id)
  if (here) ahead.current = next?.instanceId ?? ''
  return items.find((item) => item.instanceId === ahead.current) ?? next
}

interface FramedProps {
  deciding: Deciding
  title: string
  where: string
  onNext: (() => void) | undefined
}

function OnPhone({ deciding, title, where, onNext }: FramedProps) {
  const { detail, standing } = deciding
  const away = reachable.value === false
  return (
    <Page
      title={title}
      back={paths.review()}
      backWord={where}
      chip={away ? <NetworkChip /> : detail && <Age at={detail.createdAt} />}
      wide
      actions={detail && <Actions deciding={deciding} onNext={onNext} />}
    >
      <Decided />
      <Body deciding={deciding} />
      {(standing === 'waits' || standing === 'returned') && (
        <div class="stack">
          {onNext && <Next onNext={onNext} />}
          <Refuse deciding={deciding} />
        </div>
      )}
    </Page>
  )
}

function AtDesk({ deciding, title, where, onNext }: FramedProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The next record takes the place of the last one: whoever listens is told which.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section class="pane" aria-label={t('review.record')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="pane__scroll stack" data-reading tabIndex={0}>
        <div class="pane__head">
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <span class="soft">{where}</span>
        </div>
        <Body deciding={deciding} />
      </div>
      <section class="actions" aria-label={t('act.name')}>
        <Actions deciding={deciding} onNext={onNext} />
      </section>
    </section>
  )
}

function Body({ deciding }: { deciding: Deciding }) {
  const { api } = useDoors()
  const { detail, served, problem } = deciding
  return (
    <>
      {problem && (
        <p class="problem" role="alert">
          <Icon name="warn" />
          {problem}
        </p>
      )}
      <Meanwhile deciding={deciding} />
      <Facts served={served} />
      {comes(served) && <Skeleton of="record" />}
      {detail && (
        <RecordBody
          detail={detail}
          api={api}
          aside={<Effects detail={detail} />}
          {...(mayReturn(deciding) && { remarking: deciding.remarking })}
        />
      )}
    </>
  )
}

/** It may go back once; whoever sends it back may say why at its questions. */
const mayReturn = ({ standing }: Deciding) => standing === 'waits' || standing === 'closed'

/** Somebody was faster, or it was decided before. */
function Meanwhile({ deciding: { by } }: { deciding: Deciding }) {
  if (!by || by.state === 'received' || by.state === 'edited') return null
  return (
    <p class="fact fact--indigo">
      <Icon name="person" />
      {t(`review.by.${by.state}`, { who: by.reviewer, at: instant(by.at) })}
    </p>
  )
}
