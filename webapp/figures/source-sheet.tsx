// Where a target comes from: the document and its line, quoted; what the plan also says of it; what
// does not agree, as a note. A number made up for show says so first.

import { useEffect, useRef } from 'preact/hooks'
import { useServedCopy } from '../components/served'
import { COPY_NAMES } from '../state/ledger'
import '../styles/source.css'
import type { Figure, FigureTarget, Passage, Plan } from '../api/wire'
import { Chip } from '../components/chip'
import { FreshnessNotice, Skeleton } from '../components/facts'
import { printedDay } from '../words/printed'
import { figureName } from './figure-name'
import { planWording, targetWord, unitOfMeasure } from './target-words'
import { t, wordForCode } from './words'

interface SourceSheetProps {
  figure: Figure
  target: FigureTarget
  onClose(): void
}

export function SourceSheet({ figure, target, onClose }: SourceSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // One reads from its beginning: the button is at its end.
    heading.current?.focus()
    return () => shown?.close()
  }, [])
  const others = figure.otherReadings ?? []
  return (
    <dialog ref={dialog} class="sheet sheet--calm" aria-labelledby="source-title" onClose={onClose}>
      <div class="stack">
        <p class="soft">{figureName(figure)}</p>
        <h2 id="source-title" ref={heading} tabIndex={-1}>
          {t('figures.targetIs', { why: targetWord(target, unitOfMeasure(figure)) })}
        </h2>
        <TargetChips target={target} />
        <TargetReading target={target} />
        {target.documentId && <QuotedPassage document={target.documentId} line={target.line} />}
        {others.length > 0 && (
          <section class="stack">
            <h3 class="section">{t('source.also')}</h3>
            <p class="soft">{t('source.alsoWhy')}</p>
            {others.map((other) => (
              <div key={`${other.line}/${other.value}/${other.words}`} class="box">
                <p>
                  <strong>{targetWord(other, unitOfMeasure(figure))}</strong>
                </p>
                <TargetReading target={other} />
              </div>
            ))}
          </section>
        )}
        <CountingRule figure={figure} />
        <button type="button" class="button" onClick={onClose}>
          {t('act.doneHere')}
        </button>
      </div>
    </dialog>
  )
}

function TargetChips({ target }: { target: FigureTarget }) {
  if (!target.demonstration && !target.unconfirmed && target.inForce) return null
  return (
    <p class="card__states">
      {target.demonstration && (
        <Chip tone="amber" icon="warn">
          {t('source.demonstration')}
        </Chip>
      )}
      {target.unconfirmed && (
        <Chip tone="amber" icon="wait">
          {t('source.unconfirmed')}
        </Chip>
      )}
      {!target.inForce && (
        <Chip tone="stone" icon="stop">
          {t('source.notInForce')}
        </Chip>
      )}
    </p>
  )
}

function TargetReading({ target }: { target: FigureTarget }) {
  const says = target.words && !planWording(target) ? `“${target.words}”` : planWording(target)
  return (
    <dl class="source">
      <SourceItem name="source.document" text={target.sourceDocument} />
      <SourceItem name="source.line" text={target.sourceLine} />
      <SourceItem name="source.says" text={says} />
      {target.stated && target.value !== null && (
        <SourceItem name="source.stated" text={wordForCode('absence', target.stated)} />
      )}
      <SourceItem name="source.note" text={target.note} />
    </dl>
  )
}

type SourceTerm =
  | 'document'
  | 'line'
  | 'says'
  | 'stated'
  | 'note'
  | 'plan'
  | 'issued'
  | 'counted'
  | 'rule'

const SourceItem = ({ name, text }: { name: `source.${SourceTerm}`; text: string }) =>
  text ? (
    <div>
      <dt>{t(name)}</dt>
      <dd>{text}</dd>
    </div>
  ) : null

const passageCoversLine = (line: number) => (passage: Passage) =>
  passage.line <= line && line <= passage.lastLine

/** The plan itself, as far as it is kept here. */
function QuotedPassage({ document, line }: { document: string; line: number | null }) {
  const served = useServedCopy<Plan>(COPY_NAMES.plan(document), (api) => api.plan(document))
  const plan = served.body
  if (!plan && served.state === 'loading') return <Skeleton of="rows" n={2} />
  if (!plan) return <FreshnessNotice served={served} />
  const passage = line === null ? undefined : plan.passages.find(passageCoversLine(line))
  return (
    <section class="stack">
      {passage && (
        <figure class="quoted">
          <blockquote>{passage.text}</blockquote>
          <figcaption>
            {[passage.place, t('source.at', { line: passage.line })].join(' · ')}
          </figcaption>
        </figure>
      )}
      <dl class="source">
        {passage && <SourceItem name="source.note" text={passage.note} />}
        <SourceItem name="source.plan" text={plan.title} />
        <SourceItem
          name="source.issued"
          text={[plan.issuer, plan.number, plan.issuedOn && printedDay(plan.issuedOn)]
            .filter(Boolean)
            .join(' · ')}
        />
        <SourceItem name="source.note" text={plan.note} />
      </dl>
    </section>
  )
}

const CountingRule = ({ figure: { indicator } }: { figure: Figure }) => (
  <dl class="source">
    <SourceItem name="source.counted" text={indicator.source} />
    <SourceItem name="source.rule" text={indicator.note} />
  </dl>
)
