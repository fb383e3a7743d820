// What a form's author wrote, with **bold**, _italic_ and new lines. Always nodes, never HTML.

import type { ComponentChildren } from 'preact'

const EMPHASIS_MARKS = /(\*\*[^*\n]+\*\*|\*[^*\n]+\*|\b__[^_\n]+__\b|\b_[^_\n]+_\b)/

function renderEmphasis(line: string): ComponentChildren[] {
  return line.split(EMPHASIS_MARKS).map((piece) => {
    if (/^(\*\*|__).+\1$/.test(piece)) return <strong>{piece.slice(2, -2)}</strong>
    if (/^([*_]).+\1$/.test(piece)) return <em>{piece.slice(1, -1)}</em>
    return piece
  })
}

export const Prose = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, nth) => (
      <>
        {nth > 0 && <br />}
        {renderEmphasis(line)}
      </>
    ))}
  </>
)
