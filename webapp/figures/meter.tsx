// Bars. Widths are SVG attributes: the page forbids inline styles.

interface MeterProps {
  /** 0–100; more is drawn full. */
  share: number
  /** Where the year ought to be by today. */
  mark?: number | undefined
  tone?: 'indigo' | 'green'
}

/** Said in words beside it, so it is hidden from readers. */
export const Meter = ({ share, mark, tone = 'indigo' }: MeterProps) => (
  <svg
    class={`meter meter--${tone}`}
    viewBox="0 0 100 10"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect width={Math.min(100, Math.max(0, share))} height="10" />
    {mark !== undefined && (
      <rect class="meter__mark" x={Math.min(99, mark)} width="1.2" height="10" />
    )}
  </svg>
)
