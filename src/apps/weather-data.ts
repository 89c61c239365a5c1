// Daily weather of Seattle and New York, 2012 to 2015, 1461 rows each. Source: the vega-datasets package, weather.csv

import { csvParseRows } from "d3-dsv"

import csv from "../../node_modules/vega-datasets/data/weather.csv"

export interface Weather {
  /** Milliseconds since the epoch, one for each day. */
  readonly date: Float64Array<ArrayBuffer>
  /** °C */
  readonly temp_max: Float64Array<ArrayBuffer>
  /** °C */
  readonly temp_min: Float64Array<ArrayBuffer>
  /** mm */
  readonly precipitation: Float64Array<ArrayBuffer>
  /** m/s */
  readonly wind: Float64Array<ArrayBuffer>
  /** drizzle, fog, rain, snow or sun */
  readonly weather: readonly string[]
}

export const CITIES: readonly string[] = ["Seattle", "New York"]

const byCity = new Map<string, Weather>()

/** The weather of one of CITIES; undefined for any other. */
export function weatherOf(city: string): Weather | undefined {
  if (!CITIES.includes(city)) return undefined
  const known = byCity.get(city)
  if (known !== undefined) return known
  const [names = [], ...rows] = csvParseRows(csv)
  const own = rows.filter(([location]) => location === city)
  const texts = (name: string) => own.map((row) => row[names.indexOf(name)] ?? "")
  const numbers = (name: string) => Float64Array.from(texts(name), Number)
  const weather: Weather = {
    date: Float64Array.from(texts("date"), Date.parse),
    temp_max: numbers("temp_max"),
    temp_min: numbers("temp_min"),
    precipitation: numbers("precipitation"),
    wind: numbers("wind"),
    weather: texts("weather"),
  }
  byCity.set(city, weather)
  return weather
}
