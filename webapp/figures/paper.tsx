// What only paper needs: which day it was printed, and where its numbers come from.

import { useEffect, useRef } from 'preact/hooks'
import { now } from '../clock'
import '../styles/paper.css'
import { Icon } from '../components/icon'
import { t } from '../words/office'
import { instant } from '../words/printed'

interface PaperProps {
  /** When these numbers came, where they are not of this minute. */
  keptAt?: string
}

export function PaperFacts({ keptAt }: PaperProps) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const printing = () => {
      if (line.current) line.current.textContent = printed(keptAt)
      // What is folded would be missing on paper.
      for (const folded of document.querySelectorAll('details')) folded.open = true
    }
    addEventListener('beforeprint', printing)
    return () => removeEventListener('beforeprint', printing)
  }, [keptAt])
  return (
    <div class="paper">
      <p ref={line}>{printed(keptAt)}</p>
      <p>{t('paper.source')}</p>
    </div>
  )
}

const printed = (keptAt = '') =>
  [t('paper.printed', { at: instant(now()) }), keptAt && t('paper.asOf', { at: instant(keptAt) })]
    .filter(Boolean)
    .join(' ')

export const PrintButton = () => (
  <button type="button" class="button button--faded button--small print" onClick={() => print()}>
    <Icon name="print" />
    {t('paper.print')}
  </button>
)
