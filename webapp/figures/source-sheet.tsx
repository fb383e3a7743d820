// Where a target comes from: the document and its line, quoted; what the plan also says of it; what
// does not agree, as a note. A number made up for show says so first.

import { useEffect, useRef } from 'preact/hooks'
import { useServed } from '../components/served'
import { COPIES } from '../state/ledger'
import '../styles/source.css'
import type { Figure, Passage, Plan, Target } from '../api/wire'
import { Chip } from '../components/chip'
import { Facts, Skeleton } from '../components/facts'
import { coded, t } from '../words/office'
import { day } from '../words/printed'
import { nameOf } from './figure-name'
import { planSays, targetWord, unitOf } from './figure-target'

interface SheetProps {
  figure: Figure
  target: Target
  onClose(): void
}

export function SourceSheet({ figure, target, onClose }: SheetProps) {
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
        <p class="soft">{nameOf(figure)}</p>
        <h2 id="source-title" ref={heading} tabIndex={-1}>
          {t('figures.targetIs', { why: targetWord(target, unitOf(figure)) })}
        </h2>
        <Marks target={target} />
        <Reading target={target} />
        {target.documentId && <Quoted document={target.documentId} line={target.line} />}
        {others.length > 0 && (
          <section class="stack">
            <h3 class="section">{t('source.also')}</h3>
            <p class="soft">{t('source.alsoWhy')}</p>
            {others.map((other) => (
              <div key={`${other.line}/${other.value}/${other.words}`} class="box">
                <p>
                  <strong>{targetWord(other, unitOf(figure))}</strong>
                </p>
                <Reading target={other} />
              </div>
            ))}
          </section>
        )}
        <Counted figure={figure} />
        <button type="button" class="button" onClick={onClose}>
          {t('act.doneHere')}
        </button>
      </div>
    </dialog>
  )
}

function Marks({ target }: { target: Target }) {
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

function Reading({ target }: { target: Target }) {
  const says = target.words && !planSays(target) ? `“${target.words}”` : planSays(target)
  return (
    <dl class="source">
      <Said name="source.document" text={target.sourceDocument} />
      <Said name="source.line" text={target.sourceLine} />
      <Said name="source.says" text={says} />
      {target.stated && target.value !== null && (
        <Said name="source.stated" text={coded('absence', target.stated)} />
      )}
      <Said name="source.note" text={target.note} />
    </dl>
  )
}

type Name =
  | 'document'
  | 'line'
  | 'says'
  | 'stated'
  | 'note'
  | 'plan'
  | 'issued'
  | 'counted'
  | 'rule'

const Said = ({ name, text }: { name: `source.${Name}`; text: string }) =>
  text ? (
    <div>
      <dt>{t(name)}</dt>
      <dd>{text}</dd>
    </div>
  ) : null

const holds = (line: number) => (passage: Passage) =>
  passage.line <= line && line <= passage.lastLine

/** The plan itself, as far as it is kept here. */
function Quoted({ document, line }: { document: string; line: number | null }) {
  const served = useServed<Plan>(COPIES.plan(document), (api) => api.plan(document))
  const plan = served.body
  if (!plan && served.state === 'loading') return <Skeleton of="rows" n={2} />
  if (!plan) return <Facts served={served} />
  const passage = line === null ? undefined : plan.passages.find(holds(line))
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
        {passage && <Said name="source.note" text={passage.note} />}
        <Said name="source.plan" text={plan.title} />
        <Said
          name="source.issued"
          text={[plan.issuer, plan.number, plan.issuedOn && day(plan.issuedOn)]
            .filter(Boolean)
            .join(' · ')}
        />
        <Said name="source.note" text={plan.note} />
      </dl>
    </section>
  )
}

const Counted = ({ figure: { indicator } }: { figure: Figure }) => (
  <dl class="source">
    <Said name="source.counted" text={indicator.source} />
    <Said name="source.rule" text={indicator.note} />
  </dl>
)
