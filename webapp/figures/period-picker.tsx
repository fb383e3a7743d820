// The period that figures are about: this year and the last, their halves, quarters and months;
// and the years before, since the programme began.

import { today } from '../clock'
import { printedPeriod as periodWord } from '../words/printed'
import { t } from './words'

/** As the first word of a line. */
const capitalizedPeriod = (code: string) =>
  periodWord(code).replace(/^./, (first) => first.toUpperCase())

/** The first year of the programme, and of the units as they are known. */
const PROGRAMME_FIRST_YEAR = 2021

/** Whole years that are neither of these two nor planned, the last first. */
function earlierYears(planned: string[]): string[] {
  const from = Number(today().slice(0, 4)) - 2
  const years = Array.from({ length: from - PROGRAMME_FIRST_YEAR + 1 }, (_, nth) =>
    String(from - nth),
  )
  return years.filter((year) => !planned.includes(year))
}

function recentPeriods(): { year: string; codes: string[] }[] {
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

interface PeriodPickerProps {
  value: string
  /** Former periods for which there is a plan. */
  planned?: string[] | undefined
  onPick(period: string): void
}

export function PeriodPicker({ value, planned = [], onPick }: PeriodPickerProps) {
  const groups = recentPeriods()
  const offered = new Set(groups.flatMap(({ codes }) => codes))
  const former = planned.filter((code) => !offered.has(code))
  const before = earlierYears(planned)
  const known = [...offered, ...former, ...before].includes(value)
  return (
    <select
      class="input"
      aria-label={t('figures.period')}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
    >
      {!known && <option value={value}>{capitalizedPeriod(value)}</option>}
      {former.length > 0 && (
        <optgroup label={t('figures.planned')}>
          {former.map((code) => (
            <option key={code} value={code}>
              {capitalizedPeriod(code)}
            </option>
          ))}
        </optgroup>
      )}
      {groups.map(({ year, codes }) => (
        <optgroup key={year} label={year}>
          {codes.map((code) => (
            <option key={code} value={code}>
              {capitalizedPeriod(code)}
            </option>
          ))}
        </optgroup>
      ))}
      <optgroup label={t('figures.earlier')}>
        {before.map((code) => (
          <option key={code} value={code}>
            {capitalizedPeriod(code)}
          </option>
        ))}
      </optgroup>
    </select>
  )
}
