// What only paper needs: which day it was printed, and where its numbers come from.

import { useEffect, useRef } from 'preact/hooks'
import { now } from '../clock'
import '../styles/paper.css'
import { Icon } from '../components/icon'
import { printedInstant } from '../words/printed'
import { t } from './words'

interface PaperFactsProps {
  /** When these numbers came, where they are not of this minute. */
  keptAt?: string
}

export function PaperFacts({ keptAt }: PaperFactsProps) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const printing = () => {
      if (line.current) line.current.textContent = printedFactsText(keptAt)
      // What is folded would be missing on paper.
      for (const folded of document.querySelectorAll('details')) folded.open = true
    }
    addEventListener('beforeprint', printing)
    return () => removeEventListener('beforeprint', printing)
  }, [keptAt])
  return (
    <div class="paper">
      <p ref={line}>{printedFactsText(keptAt)}</p>
      <p>{t('paper.source')}</p>
    </div>
  )
}

const printedFactsText = (keptAt = '') =>
  [
    t('paper.printed', { at: printedInstant(now()) }),
    keptAt && t('paper.asOf', { at: printedInstant(keptAt) }),
  ]
    .filter(Boolean)
    .join(' ')

export const PrintButton = () => (
  <button type="button" class="button button--faded button--small print" onClick={() => print()}>
    <Icon name="print" />
    {t('paper.print')}
  </button>
)
