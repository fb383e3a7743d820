// The period that figures are about: this year and the last, their halves, quarters and months.

import { today } from '../clock'
import { t } from '../words/office'
import { period as periodWord } from '../words/printed'

/** As the first word of a line. */
const titled = (code: string) => periodWord(code).replace(/^./, (first) => first.toUpperCase())

function periods(): { year: string; codes: string[] }[] {
  const [year = 0, month = 1] = today().split('-').map(Number)
  const of = (each: number) => {
    const last = each === year ? month : 12
    const months = Array.from(
      { length: last },
      (_, nth) => `${each}-${String(nth + 1).padStart(2, '0')}`,
    )
    const quarters = Array.from({ length: Math.ceil(last / 3) }, (_, nth) => `${each}Q${nth + 1}`)
    const halves = Array.from({ length: Math.ceil(last / 6) }, (_, nth) => `${each}S${nth + 1}`)
    return [String(each), ...halves.reverse(), ...quarters.reverse(), ...months.reverse()]
  }
  return [year, year - 1].map((each) => ({ year: String(each), codes: of(each) }))
}

export function PeriodPicker({ value, onPick }: { value: string; onPick(period: string): void }) {
  const groups = periods()
  const known = groups.some(({ codes }) => codes.includes(value))
  return (
    <select
      class="input"
      aria-label={t('figures.period')}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
    >
      {!known && <option value={value}>{titled(value)}</option>}
      {groups.map(({ year, codes }) => (
        <optgroup key={year} label={year}>
          {codes.map((code) => (
            <option key={code} value={code}>
              {titled(code)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
