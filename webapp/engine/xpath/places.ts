// Distance and area on the globe, from points as forms write them. Twin: places.py.

import type { Context } from './context'
import { roundHalfUp } from './numbers'
import { functionOfValues, spreadNodeSets, type XPathFunction } from './signature'
import { splitWords } from './texts'
import { toNumber, type XPathValue } from './values'

const RADIUS = 6_378_100

type Point = readonly [number, number]

const { asin, cos, sin, sqrt } = Math
const radians = (degrees: number) => degrees * (Math.PI / 180)

const partsOf = (given: readonly XPathValue[], context: Context) =>
  spreadNodeSets(given, context).flatMap((value) => context.text(value).split(';'))

/** Latitude and longitude in radians of every point; none when one is not on the globe. */
function pointsOf(given: readonly XPathValue[], context: Context): Point[] {
  const points: Point[] = []
  for (const part of partsOf(given, context)) {
    const [latitude, longitude = Number.NaN] = splitWords(part).map((word) => toNumber(word))
    if (latitude === undefined) continue
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return []
    points.push([radians(latitude), radians(longitude)])
  }
  return points
}

/** Along the great circle, in metres. */
function distanceBetween(one: Point, other: Point): number {
  const high = sin((other[0] - one[0]) / 2) ** 2
  const wide = sin((other[1] - one[1]) / 2) ** 2
  return 2 * RADIUS * asin(sqrt(high + cos(one[0]) * cos(other[0]) * wide))
}

/** The sum over neighbouring points, to the hundredth; `closed` goes back to the first. */
const sumOverPoints = (
  closed: boolean,
  part: (one: Point, other: Point) => number,
  whole: (total: number) => number,
): XPathFunction =>
  functionOfValues((given, context) => {
    const points = pointsOf(given, context)
    const first = points[0]
    if (!first) return Number.NaN
    let total = 0
    points.forEach((one, at) => {
      const other = points[at + 1] ?? (closed ? first : one)
      total += part(one, other)
    })
    return roundHalfUp(whole(total) * 100) / 100
  })

export const PLACE_FUNCTIONS: Record<string, XPathFunction> = {
  distance: sumOverPoints(false, distanceBetween, (total) => total),
  area: sumOverPoints(
    true,
    (one, other) => (other[1] - one[1]) * (2 + sin(one[0]) + sin(other[0])),
    (total) => Math.abs((total * RADIUS * RADIUS) / 2),
  ),
}
