// Outlines from a TopoJSON file, in Web Mercator: every part of a place, with its holes.

import type { MultiPolygon, Polygon, Position } from "geojson"
import { feature } from "topojson-client"
import type { GeometryCollection, Topology } from "topojson-specification"

/** The form of one coordinate for multi_polygons: parts of rings, the outer ring first, then its holes. */
type Coordinates = readonly (readonly (readonly number[])[])[]

export interface Place {
  /** A county's number begins with its state's. */
  readonly id: number
  /** m */
  readonly xs: Coordinates
  readonly ys: Coordinates
}

export type Outlines = Topology<{ readonly counties: GeometryCollection }>

const EARTH_M = 6_378_137

export function countiesOf(
  topology: Outlines,
  isWanted: (id: number) => boolean,
): readonly Place[] {
  const { features } = feature(topology, topology.objects.counties)
  return features.flatMap(({ id, geometry }) => {
    if (!isWanted(Number(id)) || !isArea(geometry)) return []
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates
    const each = (coordinate: (position: Position) => number): Coordinates =>
      parts.map((rings) => rings.map((ring) => ring.map(coordinate)))
    return [{ id: Number(id), xs: each(easting), ys: each(northing) }]
  })
}

/** The file also has numbers without a place. */
function isArea(geometry: { readonly type: string } | null): geometry is Polygon | MultiPolygon {
  return geometry?.type === "Polygon" || geometry?.type === "MultiPolygon"
}

function easting([longitude = NaN]: Position): number {
  return Math.round((longitude * Math.PI * EARTH_M) / 180)
}

function northing([, latitude = NaN]: Position): number {
  const radians = (latitude * Math.PI) / 180
  return Math.round(EARTH_M * Math.log(Math.tan(Math.PI / 4 + radians / 2)))
}
