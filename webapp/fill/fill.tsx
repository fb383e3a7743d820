// Writing a phiếu: one question or one group a screen, then everything once more, then done.

import { useEffect, useState } from 'preact/hooks'
import { ClosedVersion } from '../components/closed-version'
import { Page } from '../components/page'
import { useDoors } from '../ports'
import { go, leave, type Place, paths, place, replace } from '../router'
import { notice } from '../state/fault'
import { beforeClosing } from '../state/session'
import { versionClosed } from '../sync/heartbeat'
import { t } from '../words'
import { wayThrough } from './correction'
import { CheckAll } from './fill-check'
import { OneStep } from './fill-step'
import { type Opened, useWriting } from './opening'
import type { Writing } from './writing'

export function Fill() {
  const here = place.value as Extract<Place, { at: 'fill' }>
  // As it was when she came: what is half answered is not taken out of her hands.
  const [closed] = useState(() => versionClosed.peek())
  return closed ? <Closed /> : <Written here={here} />
}

const Closed = () => (
  <Page title={t('fill.notHere')} back={paths.home()} backWord={t('bar.home')}>
    <ClosedVersion />
  </Page>
)

function Written({ here }: { here: Extract<Place, { at: 'fill' }> }) {
  const writing = useWriting(here.id)
  if (typeof writing === 'string') return <NotOpen why={writing} id={here.id} />
  return <Open key={here.id} writing={writing} step={here.step} />
}

function NotOpen({ why, id }: { why: Exclude<Opened, Writing>; id: string }) {
  const { store } = useDoors()
  useEffect(() => {
    // Finished meanwhile (the way back through history): show what became of it.
    if (why === 'unlocked') replace(paths.lock(true))
    if (why === 'gone')
      void store.record(id).then((record) => record && replace(paths.mine(record.rootId)))
  }, [why])
  if (why === 'opening' || why === 'unlocked') return <Page title={t('fill.opening')}>{null}</Page>
  return (
    <Page title={t('fill.notHere')} back={paths.home()} backWord={t('bar.home')}>
      <p class="note">{t(`fill.${why}`)}</p>
    </Page>
  )
}

interface OpenProps {
  writing: Writing
  step: number | 'check' | null
}

function Open({ writing, step }: OpenProps) {
  const { ledger } = useDoors()
  const { draft } = writing
  useKept(writing, ledger.reloadWork)
  useEffect(() => {
    if (step !== null) return
    // As if she had come here question by question: "back" then means the question before.
    const [first, ...others] = wayThrough(writing.filling, draft.correction)
    replace(paths.fill(draft.id, first ?? 'check'))
    for (const nth of others) if (nth <= draft.step) go(paths.fill(draft.id, nth))
  }, [step])
  if (step === null) return null
  void writing.turn.value
  const out = () => {
    void writing.flush().then(ledger.reloadWork).catch(notice)
    leave(paths.home())
  }
  if (step === 'check') return <CheckAll writing={writing} onOut={out} />
  const steps = writing.filling.steps()
  const nth = Math.min(step, steps.length - 1)
  return <OneStep key={steps[nth]?.ref} writing={writing} steps={steps} nth={nth} onOut={out} />
}

/** Written down when the page is hidden, closed or left: phones end apps without asking. */
function useKept(writing: Writing, reload: () => Promise<void>): void {
  useEffect(() => {
    const keep = () => void writing.flush().catch(notice)
    const hidden = () => document.visibilityState === 'hidden' && keep()
    const closing = beforeClosing(writing.flush)
    document.addEventListener('visibilitychange', hidden)
    addEventListener('pagehide', keep)
    return () => {
      closing()
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('pagehide', keep)
      void writing.flush().then(reload).catch(notice)
    }
  }, [writing])
}
