// Outlines from a TopoJSON file, in Web Mercator. Source: https://github.com/topojson/topojson-specification

export interface Topology {
  readonly transform: {
    readonly scale: readonly [number, number]
    readonly translate: readonly [number, number]
  }
  readonly objects: Readonly<Record<string, { readonly geometries: readonly Geometry[] }>>
  readonly arcs: readonly (readonly (readonly [number, number])[])[]
}
type Ring = readonly number[]
type Geometry = { readonly id: number } & (
  | { readonly type: "Polygon"; readonly arcs: readonly Ring[] }
  | { readonly type: "MultiPolygon"; readonly arcs: readonly (readonly Ring[])[] }
)

/** The outer ring of its largest part, in m. */
export interface Place {
  /** A county's number begins with its state's. */
  readonly id: number
  readonly xs: readonly number[]
  readonly ys: readonly number[]
}

const EARTH_M = 6_378_137

export function placesOf(
  topology: Topology,
  object: string,
  isWanted: (geometry: { readonly id: number }) => boolean,
): readonly Place[] {
  const geometries = topology.objects[object]?.geometries ?? []
  return geometries.filter(isWanted).flatMap((geometry) => {
    const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs
    const rings = polygons.map(([outer = []]) => pointsOf(topology, outer))
    const largest = rings.toSorted((a, b) => b.length - a.length)[0]
    if (largest === undefined) return []
    return [{ id: geometry.id, xs: largest.map(([x]) => x), ys: largest.map(([, y]) => y) }]
  })
}

/** An arc's points are steps from one to the next; ~i is arc i from its end. Two arcs share a point. */
function pointsOf(
  { arcs, transform }: Topology,
  ring: Ring,
): readonly (readonly [number, number])[] {
  const { scale, translate } = transform
  return ring.flatMap((index) => {
    let [x, y] = [0, 0]
    const points = (arcs[index < 0 ? ~index : index] ?? []).map(([dx, dy]) => {
      x += dx
      y += dy
      return mercator(x * scale[0] + translate[0], y * scale[1] + translate[1])
    })
    return (index < 0 ? points.toReversed() : points).slice(1)
  })
}

function mercator(longitude: number, latitude: number): readonly [number, number] {
  const radians = (latitude * Math.PI) / 180
  const y = Math.log(Math.tan(Math.PI / 4 + radians / 2))
  return [Math.round((longitude * Math.PI * EARTH_M) / 180), Math.round(EARTH_M * y)]
}
