// Networks: nodes and edges from two sources, or from networkx's JSON. Source: Python bokeh.plotting._graph and
// bokeh.plotting.graph (3.10)

import type { Columns, ColumnsLike } from "../model/column.ts"
import {
  type CircleProperties,
  ColumnDataSource,
  GlyphRenderer,
  GraphRenderer,
  type GraphRendererProperties,
  type LayoutProvider,
  MultiLine,
  type MultiLineProperties,
  Scatter,
  type ScatterProperties,
  StaticLayoutProvider,
} from "../model/generated/models.ts"
import type { HasProps } from "../model/has-props.ts"
import { assertOneOf } from "../model/model-error.ts"
import type { GlyphOptions } from "./glyph-types.ts"
import { byKeyword } from "./keywords.ts"
import { createRenderer, type GlyphArguments } from "./renderer.ts"

type Prefixed<P, Prefix extends string> = {
  readonly [K in keyof P & string as `${Prefix}${K}`]?: P[K]
}

/** The looks of nodes (`node_size`, `node_fill_color`, `node_hover_color` ...) and edges (`edge_line_width` ...). */
export type GraphOptions = Prefixed<
  GlyphOptions<ScatterProperties> & Pick<GlyphOptions<CircleProperties>, "radius">,
  "node_"
> &
  Prefixed<GlyphOptions<MultiLineProperties>, "edge_"> & {
    readonly [K in (typeof RENDERER_NAMES)[number]]?: GraphRendererProperties[K]
  }

export type GraphArguments = GraphOptions & {
  readonly node_source: HasProps | ColumnsLike
  readonly edge_source: HasProps | ColumnsLike
  readonly layout_provider: LayoutProvider
}

const RENDERER_NAMES = [
  "name",
  "level",
  "visible",
  "x_range_name",
  "y_range_name",
  "selection_policy",
  "inspection_policy",
] as const

/** @throws ModelError for an option of neither nodes, edges nor the renderer */
export function createGraph(
  nodes: HasProps | ColumnsLike,
  edges: HasProps | ColumnsLike,
  layout_provider: LayoutProvider,
  options: GraphOptions,
): GraphRenderer {
  const node: GlyphArguments = { source: nodes }
  const edge: GlyphArguments = { source: edges }
  const own: GlyphArguments = {}
  for (const [name, value] of Object.entries(options)) {
    if (name.startsWith("node_")) node[name.slice("node_".length)] = value
    else if (name.startsWith("edge_")) edge[name.slice("edge_".length)] = value
    else {
      assertOneOf("figure.graph: unknown option", name, RENDERER_NAMES)
      own[name] = value
    }
  }
  const nodeType = node["radius"] === undefined ? "Scatter" : "Circle"
  return new GraphRenderer({
    ...own,
    layout_provider,
    node_renderer: part(nodeType, node),
    edge_renderer: part("MultiLine", edge),
  })
}

/** Unlike other glyphs, nodes and edges keep their look when others are selected. */
function part(type: string, look: GlyphArguments): GlyphRenderer {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type is GlyphRenderer
  return createRenderer("graph", type, look, { muted_: 0.2 }) as unknown as GlyphRenderer
}

type Attributes = Readonly<Record<string, unknown>>

type NodeId = string | number
type Edge = { readonly source: NodeId; readonly target: NodeId } & Attributes

/** The JSON of networkx's `node_link_data(graph)`. Older versions call the edges links. */
export interface NodeLinkData {
  readonly nodes: readonly ({ readonly id: NodeId } & Attributes)[]
  readonly edges?: readonly Edge[]
  readonly links?: readonly Edge[]
}

/** The position of each node, by its id. */
export type GraphLayout = ReadonlyMap<NodeId, readonly [x: number, y: number]>

type Layout = GraphLayout | ((data: NodeLinkData) => GraphLayout)
interface NetworkArguments {
  readonly graph: NodeLinkData
  readonly layout_function: Layout
}

/** A graph for `plot.renderers`. Attributes of nodes and edges become columns, with null where an attribute is missing. */
export function from_networkx(options: NetworkArguments): GraphRenderer
export function from_networkx(
  data: NodeLinkData,
  layout: Layout | Pick<NetworkArguments, "layout_function">,
): GraphRenderer
export function from_networkx(...args: readonly unknown[]): GraphRenderer {
  const names = ["graph", "layout_function"] as const
  const signature = { what: "from_networkx", names, others: [] }
  const { graph: data, layout_function: layout } = byKeyword<NetworkArguments>(signature, args)
  const graph_layout = typeof layout === "function" ? layout(data) : layout
  const { nodes, edges = data.links ?? [] } = data
  const index = nodes.map(({ id }) => id)
  const [start, end] = [edges.map(({ source }) => source), edges.map(({ target }) => target)]
  return new GraphRenderer({
    layout_provider: new StaticLayoutProvider({ graph_layout }),
    node_renderer: new GlyphRenderer({
      glyph: new Scatter(),
      data_source: new ColumnDataSource({ data: { ...columnsOf(nodes, ["id"]), index } }),
    }),
    edge_renderer: new GlyphRenderer({
      glyph: new MultiLine(),
      data_source: new ColumnDataSource({
        data: { ...columnsOf(edges, ["source", "target", "key"]), start, end },
      }),
    }),
  })
}

function columnsOf(rows: readonly Attributes[], without: readonly string[]): Columns {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  const columns = [...names].filter((name) => !without.includes(name))
  return Object.fromEntries(columns.map((name) => [name, rows.map((row) => row[name] ?? null)]))
}
