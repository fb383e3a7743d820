// The only file that asks what time it is. Viet Nam has one zone all year: +07:00.

const VIETNAM_OFFSET = 7 * 3_600_000
const DAY_MILLISECONDS = 86_400_000

/** ISO 8601 with the offset of Viet Nam, whatever zone the phone is set to. */
export const isoInVietnam = (ms: number) =>
  new Date(ms + VIETNAM_OFFSET).toISOString().replace('Z', '+07:00')

export const now = () => isoInVietnam(Date.now())
export const today = () => now().slice(0, 10)
export const currentMilliseconds = () => Date.now()

/** The day of an instant in Viet Nam; a plain date stays what it is. */
export const dayInVietnam = (iso: string) =>
  iso.length > 10 ? isoInVietnam(Date.parse(iso)).slice(0, 10) : iso

export const timeInVietnam = (iso: string) => isoInVietnam(Date.parse(iso)).slice(11, 16)

export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10)

/** Whole days between a day and today; 0 for today. */
export const daysAgo = (day: string) =>
  Math.round(
    (Date.parse(`${today()}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MILLISECONDS,
  )

/** Is this a day of the calendar? 31 February is not. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return (
    /^\d{4}-\d\d-\d\d$/.test(day) &&
    !Number.isNaN(at) &&
    new Date(at).toISOString().slice(0, 10) === day
  )
}

/** For how long this page has been open: by a clock that nobody can turn. */
export const monotonicMilliseconds = () => performance.now()
