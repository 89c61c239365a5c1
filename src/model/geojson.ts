// GeoJSON that BokehJS can turn into columns: at anything else it stops loading the whole document. Source: bokehjs
// models/sources/geojson_data_source.ts (3.10)

import { parseJson } from "../util/parse-json.ts"
import { isList, isRecord } from "../util/record.ts"

export function isGeoJson(text: string): boolean {
  const json = parseJson(text)
  const items = isRecord(json) ? itemsOf(json) : undefined
  return items !== undefined && items.length > 0 && items.every(isItem)
}

function itemsOf(json: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if (json["type"] === "GeometryCollection") return listIn(json, "geometries")
  return json["type"] === "FeatureCollection" ? listIn(json, "features") : undefined
}

function isItem(item: unknown): boolean {
  if (!isRecord(item)) return false
  if (item["type"] !== "Feature") return isGeometry(item)
  const properties = item["properties"] ?? {}
  // Each becomes the name of a column of lists.
  return (
    isRecord(properties) &&
    !TAKEN.some((name) => Object.hasOwn(properties, name)) &&
    isGeometry(item["geometry"])
  )
}

const TAKEN = ["constructor", "__proto__"]

function isGeometry(geometry: unknown): boolean {
  if (!isRecord(geometry)) return false
  if (geometry["type"] !== "GeometryCollection") return isShape(geometry)
  return listIn(geometry, "geometries")?.every(isShape) ?? false
}

function isShape(shape: unknown): boolean {
  if (!isRecord(shape)) return false
  const depth = DEPTHS.get(String(shape["type"]))
  const places: unknown = shape["coordinates"]
  return depth !== undefined && isPlaces(places, depth)
}

/** The nesting depth of the positions. */
const DEPTHS: ReadonlyMap<string, number> = new Map([
  ["Point", 0],
  ["MultiPoint", 1],
  ["LineString", 1],
  ["MultiLineString", 2],
  ["Polygon", 2],
  ["MultiPolygon", 3],
])

/** BokehJS takes the first of the inner lists, or joins them, so there must be one. */
function isPlaces(places: unknown, depth: number): boolean {
  if (!isList(places)) return false
  if (depth === 0) return true
  return (depth === 1 || places.length > 0) && places.every((item) => isPlaces(item, depth - 1))
}

function listIn(
  json: Readonly<Record<string, unknown>>,
  name: string,
): readonly unknown[] | undefined {
  const list = json[name]
  return isList(list) ? list : undefined
}
