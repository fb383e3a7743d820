// Writing a phiếu: one question or one group a screen, then everything once more, then done.

import { useEffect, useState } from 'preact/hooks'
import { ClosedVersionBanner } from '../components/closed-version'
import { ScreenFrame } from '../components/page'
import { usePorts } from '../ports'
import { currentRoute, navigate, navigateOut, paths, type Route, replaceRoute } from '../router'
import { reportFault } from '../state/fault'
import { flushBeforeClosing } from '../state/session'
import { isThisVersionClosed } from '../sync/heartbeat'
import { stepsToCorrect } from './correction'
import { FillCheck } from './fill-check'
import { FillStep } from './fill-step'
import { type OpeningState, useOpenDraft } from './opening'
import { t } from './words'
import type { FormWriting } from './writing'

export function FillScreen() {
  const here = currentRoute.value as Extract<Route, { at: 'fill' }>
  // As it was when she came: what is half answered is not taken out of her hands.
  const [closed] = useState(() => isThisVersionClosed.peek())
  return closed ? <ClosedVersionScreen /> : <FillDraft here={here} />
}

const ClosedVersionScreen = () => (
  <ScreenFrame title={t('fill.notHere')} back={paths.home()} backWord={t('bar.home')}>
    <ClosedVersionBanner />
  </ScreenFrame>
)

function FillDraft({ here }: { here: Extract<Route, { at: 'fill' }> }) {
  const writing = useOpenDraft(here.id)
  if (typeof writing === 'string') return <DraftNotOpen why={writing} id={here.id} />
  return <OpenDraft key={here.id} writing={writing} step={here.step} />
}

function DraftNotOpen({ why, id }: { why: Exclude<OpeningState, FormWriting>; id: string }) {
  const { store } = usePorts()
  useEffect(() => {
    // Finished meanwhile (the way back through history): show what became of it.
    if (why === 'unlocked') replaceRoute(paths.lock(true))
    if (why === 'gone')
      void store.record(id).then((record) => record && replaceRoute(paths.mine(record.rootId)))
  }, [why])
  if (why === 'opening' || why === 'unlocked')
    return <ScreenFrame title={t('fill.opening')}>{null}</ScreenFrame>
  return (
    <ScreenFrame title={t('fill.notHere')} back={paths.home()} backWord={t('bar.home')}>
      <p class="note">{t(`fill.${why}`)}</p>
    </ScreenFrame>
  )
}

interface OpenDraftProps {
  writing: FormWriting
  step: number | 'check' | null
}

function OpenDraft({ writing, step }: OpenDraftProps) {
  const { ledger } = usePorts()
  const { draft } = writing
  useFlushOnLeave(writing, ledger.reloadWork)
  useEffect(() => {
    if (step !== null) return
    // As if she had come here question by question: "back" then means the question before.
    const [first, ...others] = stepsToCorrect(writing.filling, draft.correction)
    replaceRoute(paths.fill(draft.id, first ?? 'check'))
    for (const nth of others) if (nth <= draft.step) navigate(paths.fill(draft.id, nth))
  }, [step])
  if (step === null) return null
  void writing.turn.value
  const out = () => {
    void writing.flush().then(ledger.reloadWork).catch(reportFault)
    navigateOut(paths.home())
  }
  if (step === 'check') return <FillCheck writing={writing} onOut={out} />
  const steps = writing.filling.steps()
  const nth = Math.min(step, steps.length - 1)
  return <FillStep key={steps[nth]?.ref} writing={writing} steps={steps} nth={nth} onOut={out} />
}

/** Written down when the page is hidden, closed or left: phones end apps without asking. */
function useFlushOnLeave(writing: FormWriting, reload: () => Promise<void>): void {
  useEffect(() => {
    const keep = () => void writing.flush().catch(reportFault)
    const hidden = () => document.visibilityState === 'hidden' && keep()
    const closing = flushBeforeClosing(writing.flush)
    document.addEventListener('visibilitychange', hidden)
    addEventListener('pagehide', keep)
    return () => {
      closing()
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('pagehide', keep)
      void writing.flush().then(reload).catch(reportFault)
    }
  }, [writing])
}
