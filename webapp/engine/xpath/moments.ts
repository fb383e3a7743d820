// Days and times without a clock: text ↔ milliseconds since 1970-01-01 UTC. Twin: moments.py.

export const MILLISECONDS_PER_DAY = 86_400_000

/** A point in time. `ms` is NaN when the text was no date; `zone` (minutes east) is for writing. */
export class Moment {
  constructor(
    readonly ms: number,
    readonly zone: number,
  ) {}
}

/** Remainders that are never below 0. */
const modulo = (number: number, divisor: number) => ((number % divisor) + divisor) % divisor

export function momentOfDays(days: number, zone: number): Moment {
  const ms = days * MILLISECONDS_PER_DAY
  return new Moment(Math.abs(ms) <= 8.64e15 ? Math.floor(ms + 0.5) : Number.NaN, zone)
}

const XML_SPACE = ' \t\r\n'

/** Without the white space of XML at both ends. */
export function trimXmlSpace(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && XML_SPACE.includes(text.charAt(from))) from++
  while (from < to && XML_SPACE.includes(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

/** A date or a dateTime as text; without an offset it is local. */
export function readMoment(text: string, zone: number): Moment | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(.*))?$/.exec(trimXmlSpace(text))
  if (!found) return
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const days = daysFromCivil(year, month, day)
  const real = civilFromDays(days)
  if (real.month !== month || real.day !== day) return
  const since = found[4] === undefined ? -zone * 60_000 : readTime(found[4], zone)
  if (since === undefined) return
  return new Moment(days * MILLISECONDS_PER_DAY + since, zone)
}

const TIME_TEXT = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/

/** A time as milliseconds after midnight UTC (below 0 or beyond a day when zones differ). */
export function readTime(text: string, zone: number): number | undefined {
  const found = TIME_TEXT.exec(text)
  if (!found) return
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)]
  const minutes = Number(found[6] ?? 0)
  let east = text.endsWith('Z') ? 0 : zone
  if (found[5]) east = Number(found[5]) * 60 + (found[5][0] === '-' ? -minutes : minutes)
  if (hour > 23 || minute > 59 || second > 59 || minutes > 59 || Math.abs(east) >= 1440) return
  const millis = Number((found[4] ?? '').slice(0, 3).padEnd(3, '0'))
  return ((hour * 60 + minute - east) * 60 + second) * 1000 + millis
}

export const zeroPadded = (number: number, width: number) => String(number).padStart(width, '0')

/** A local midnight as a date, anything else as a dateTime with its offset, no date as "". */
export function writeMoment(moment: Moment): string {
  if (Number.isNaN(moment.ms)) return ''
  const at = fieldsOf(moment)
  const date = `${zeroPadded(at.year, 4)}-${zeroPadded(at.month, 2)}-${zeroPadded(at.day, 2)}`
  if (!at.rest) return date
  const zone = Math.abs(moment.zone)
  const offset = `${zeroPadded(Math.floor(zone / 60), 2)}:${zeroPadded(zone % 60, 2)}`
  const time = `${zeroPadded(at.hour, 2)}:${zeroPadded(at.minute, 2)}:${zeroPadded(at.second, 2)}`
  return `${date}T${time}.${zeroPadded(at.millis, 3)}${moment.zone < 0 ? '-' : '+'}${offset}`
}

/** Taken apart in its own zone; the moment must be a date. `weekday` 0 is Sunday. */
export function fieldsOf(moment: Moment) {
  const local = moment.ms + moment.zone * 60_000
  const days = Math.floor(local / MILLISECONDS_PER_DAY)
  const rest = modulo(local, MILLISECONDS_PER_DAY)
  const part = (unit: number, of: number) => Math.floor(rest / unit) % of
  return {
    ...civilFromDays(days),
    rest,
    hour: part(3_600_000, 24),
    minute: part(60_000, 60),
    second: part(1000, 60),
    millis: rest % 1000,
    weekday: modulo(days + 4, 7),
  }
}

const floorDivide = (number: number, divisor: number) => Math.floor(number / divisor)

/** Days after 1970-01-01; years begin in March, so that the leap day comes last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const leaps = floorDivide(shifted, 4) - floorDivide(shifted, 100) + floorDivide(shifted, 400)
  return shifted * 365 + leaps + floorDivide(153 * ((month + 9) % 12) + 2, 5) + day - 719_469
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const since = days + 719_468
  const ofEra = modulo(since, 146_097)
  const year = floorDivide(
    ofEra - floorDivide(ofEra, 1460) + floorDivide(ofEra, 36_524) - floorDivide(ofEra, 146_096),
    365,
  )
  const ofYear = ofEra - (365 * year + floorDivide(year, 4) - floorDivide(year, 100))
  const shifted = floorDivide(5 * ofYear + 2, 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = ofYear - floorDivide(153 * shifted + 2, 5) + 1
  return { year: year + floorDivide(since, 146_097) * 400 + (month <= 2 ? 1 : 0), month, day }
}
