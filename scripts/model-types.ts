// The TypeScript types of properties: the type when read, and the often wider type that can be assigned.

import { parseTerm, type Term } from "../src/model/kind-term.ts"
import { enumKey, readEnumNames } from "./enum-names.ts"
import { STATICS } from "./model-methods.ts"
import { type Member, printMember } from "./print-member.ts"
import { isTagged, type ModelTable, type PropertyTable } from "./read-models.ts"
import { GENERICS, isMoment, LOOSE, READS, WRITES } from "./special-types.ts"

/** `read`: lists and objects can be changed in place. `write`: values from both constants and variables. */
type Mode = "read" | "write"

export class Types {
  readonly #models: ReadonlySet<string>
  readonly #enumNames = readEnumNames()
  readonly #enums = new Map<string, readonly string[]>()

  readonly #known = new Map<string, readonly Member[]>()
  readonly #parents: ReadonlyMap<string, ModelTable>

  constructor(tables: readonly ModelTable[]) {
    this.#models = new Set(tables.map(({ type }) => type))
    this.#parents = new Map(tables.map((table) => [table.type, table]))
  }

  /** The named enums found in kinds so far: their values as JSON. */
  enums(): ReadonlyMap<string, readonly string[]> {
    return this.#enums
  }

  /** The type of a model's class. */
  className(type: string): string {
    const name = identifier(type)
    const isOwn = GENERICS[type] !== undefined || STATICS[type] !== undefined
    return !isOwn ? `ModelClass<${name}, ${name}Properties>` : `${name}Class`
  }

  /**
   * Three interfaces: the assignable properties (`SliderProperties`), the model (`Slider`), and the part that both share. A
   * property of a parent that differs here can't be shared, since TypeScript requires it in both.
   */
  printInterfaces(table: ModelTable, methods: string | undefined): string {
    const { type, parent } = table
    const members = this.#members(table)
    const shared = members.filter((member) => this.#isShared(table, member))
    const own = members.filter((member) => !shared.includes(member))
    const [name, base] = [identifier(type), identifier(parent)]
    const share = shared.length === 0 ? "" : `${name}Shared`
    const takes = GENERICS[type]?.takes ?? ""
    const takesNames = takes.replaceAll(/ (extends|=) [^,>]+/g, "")
    const lists = (names: readonly string[]) => names.filter((each) => each !== "").join(", ")
    const parts = [
      `export interface ${name}Properties${takes} extends ${lists([`${base}Properties`, share])} {`,
      ...own.map((member) => printMember(member, "takes")),
      "}",
      `export interface ${name}${GENERICS[type]?.parameters ?? ""} extends ${lists([base, share, methods ?? ""])} {`,
      `  readonly [PROPERTIES]?: ${name}Properties${takesNames}`,
      ...own.map((member) => printMember(member, "reads")),
      "}",
    ]
    if (share !== "") {
      const lines = shared.map((member) => printMember(member, "takes"))
      parts.unshift(`interface ${share} {`, ...lines, "}")
    }
    return [...parts, ...this.#classOf(type)].join("\n").replaceAll("{\n}", "{}")
  }

  /** The types of values in place of an abstract model, with the properties of all its subtypes. */
  printLoose(): string {
    const all = Object.entries(LOOSE).filter(([, { of }]) => of !== undefined)
    return all.map(([type, { name, of }]) => this.#looseOf(type, name, of ?? [])).join("\n")
  }

  #looseOf(base: string, name: string, listed: readonly string[]): string {
    const tables = [...this.#parents.values()]
    const types = listed.length > 0 ? listed : tables.map(({ type }) => type)
    const members = new Map<string, Member>()
    const fromBase = this.#namesOf(base)
    const only = LOOSE[base]?.only
    const wanted = only === undefined ? undefined : this.#namesOf(only)
    for (const type of types) {
      const lineage = this.#lineage(type)
      if (!lineage.some((table) => table.type === base)) continue
      for (const member of lineage.flatMap((table) => this.#members(table))) {
        if (!fromBase.has(member.name) && wanted?.has(member.name) !== false)
          members.set(member.name, merged(member, members.get(member.name)))
      }
    }
    const print = (side: "reads" | "takes") =>
      [...members.values()].map((member) => printMember(member, side)).join("\n")
    return `interface ${name}Properties extends ${base}Properties {
${print("takes")}
}
/** Any ${base}: which one it is, the app knows. */
export interface ${name} extends ${base} {
  update(attributes: Init<${name}Properties>): void
${print("reads")}
}`
  }

  /** The properties of the type and its parents. */
  #namesOf(type: string): ReadonlySet<string> {
    return new Set(this.#lineage(type).flatMap(({ properties }) => properties.map((p) => p.name)))
  }

  /** The model and its parents. */
  #lineage(type: string): readonly ModelTable[] {
    const table = this.#parents.get(type)
    return table === undefined ? [] : [table, ...this.#lineage(table.parent)]
  }

  #classOf(type: string): readonly string[] {
    const constructor = GENERICS[type]?.constructor
    const statics = STATICS[type]
    if (statics !== undefined) {
      const base = `ModelClass<${type}, ${type}Properties>`
      return [`export interface ${type}Class extends ${base} {`, statics, "}"]
    }
    if (constructor === undefined) return []
    return [
      `export interface ${type}Class {`,
      `  ${constructor}`,
      `  readonly prototype: ${type}`,
      "  readonly schema: Schema",
      "}",
    ]
  }

  #isShared({ parent }: ModelTable, { name, reads, takes }: Member): boolean {
    const isParents = this.#lineage(parent).some((table) =>
      this.#members(table).some((member) => member.name === name),
    )
    return reads === takes && !isParents
  }

  /** A model's own properties, and its parents' properties that are special here. */
  #members(table: ModelTable): readonly Member[] {
    const known = this.#known.get(table.type)
    if (known !== undefined) return known
    const names = new Set(table.properties.map(({ name }) => name))
    const prefix = `${table.type}.`
    const special = [...Object.keys(WRITES), ...Object.keys(READS)]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
    const inherited = [...new Set(special)].filter((name) => !names.has(name))
    const members = [
      ...table.properties.flatMap((property) => [
        this.#member(table.type, property),
        ...unitsMember(property),
      ]),
      ...inherited.flatMap((name) => {
        const found = this.#lineage(table.parent).flatMap(({ properties }) => properties)
        const property = found.find((one) => one.name === name)
        return property === undefined ? [] : [this.#member(table.type, property)]
      }),
    ]
    this.#known.set(table.type, members)
    return members
  }

  #member(type: string, property: PropertyTable): Member {
    const key = `${type}.${property.name}`
    const term = parseTerm(property.kind)
    const own = ownSpec(property)
    const takes = WRITES[key] ?? own ?? this.#text(term, "write", isMoment(key))
    return { ...property, reads: READS[key] ?? own ?? this.#reads(property, term), takes }
  }

  /** A model that exists by default is assumed to exist, so that `plot.title.text` needs no check. */
  #reads({ defaultValue }: PropertyTable, term: Term): string {
    const text = this.#text(term, "read", false)
    const hasModel = isTagged(defaultValue) && defaultValue.$ === "model"
    if (!hasModel || !text.includes(" | ")) return text
    return union(text.split(" | ").filter((option) => !["null", "string"].includes(option)))
  }

  #text(term: Term, mode: Mode, isTime: boolean): string {
    const { name, args, value } = term
    if (value !== undefined) return JSON.stringify(value)
    const texts = args.map((arg) => this.#text(arg, mode, isTime))
    const item = texts[0] ?? "unknown"
    switch (name) {
      case "Enum":
        return this.#enum(texts, mode)
      case "Or":
        return union(texts)
      case "Nullable":
        return union([item, "null"])
      case "Distinct":
      case "Opt":
      case "NonNegative":
      case "Positive":
        return item
      case "Ref":
        return this.#ref(args[0]?.name ?? "", mode)
      case "Float":
        return isTime ? "Moment" : "number"
      default:
        return containerText(term, texts, mode) ?? simpleText(name)
    }
  }

  #enum(values: readonly string[], mode: Mode): string {
    const name = this.#enumNames.get(enumKey(values))
    if (name === undefined || this.#models.has(name)) return union(values)
    this.#enums.set(name, values)
    return name === "LineDash" && mode === "write" ? "LineDash | DashLengths" : name
  }

  #ref(name: string, mode: Mode): string {
    const loose = mode === "read" ? LOOSE[name] : undefined
    if (loose !== undefined && loose.isOnlyNamed !== true) return loose.name
    // A renderer of any glyph and source.
    if (name === "GlyphRenderer" && mode === "write") return ANY_RENDERER
    if (this.#models.has(name) || name === "HasProps") return identifier(name)
    return name === "Date" ? "Time" : "unknown"
  }
}

const ANY_RENDERER = "GlyphRenderer<Glyph, ColumnarDataSource>"

/** `bokeh.models.dom.Span` is DOMSpan here, since Span already exists. */
export function identifier(type: string): string {
  if (!type.includes(".")) return type
  return `DOM${type.split(".").at(-1)?.replace(/^DOM/, "") ?? ""}`
}

function containerText({ name, args }: Term, texts: readonly string[], mode: Mode) {
  const [item = "unknown", second = "unknown"] = texts
  const isRead = mode === "read"
  switch (name) {
    case "List":
    case "NonEmptyList":
      return isRead ? listOf(asItem(item)) : givenList(item, args[0])
    case "Iterable":
    case "Arrayable":
      // Row numbers, which BokehJS sends as a list.
      if (args[0]?.name === "Int") return isRead ? "number[]" : "ArrayLike<number>"
      return isRead ? `${listOf(item)} | TypedArray` : `Arrayable<${item}>`
    case "Set":
      return isRead ? `Set<${item}>` : `ReadonlySet<${item}>`
    case "Dict":
      // A value that was read can be assigned again, item by item.
      return isRead ? `Record<string, ${asItem(item)}>` : `Readonly<Record<string, ${item}>>`
    case "KeyVal":
      return isRead ? `Record<${item}, ${second}>` : `Readonly<Record<${item}, ${second}>>`
    case "Mapping":
      if (isRead) return `Map<${item}, ${second}>`
      return `ReadonlyMap<${item}, ${second}> | Readonly<Record<${item}, ${second}>>`
    case "Tuple":
      return tupleText(args, texts, mode)
    case "Struct":
    case "PartialStruct":
      return `{ ${args.map((arg, i) => `${isRead ? "" : "readonly "}${arg.label ?? ""}?: ${texts[i] ?? "unknown"}`).join("; ")} }`
    default:
      return undefined
  }
}

/** A range of one kind can be assigned where any range can be read. */
function asItem(item: string): string {
  const loose = Object.entries(LOOSE).find(([, { name, of }]) => name === item && of !== undefined)
  return loose === undefined ? item : `${loose[0]} & Partial<Omit<${item}, keyof ${loose[0]}>>`
}

function listOf(item: string): string {
  return `${/ [|&] /.test(item) || item.startsWith("readonly ") ? `(${item})` : item}[]`
}

/** Typed arrays stand for lists of numbers. */
function givenList(item: string, { name }: Term = { name: "", args: [] }): string {
  return name === "Float" || name === "Int" ? `ArrayLike<${item}>` : `readonly ${listOf(item)}`
}

/** Tuples can also come from variables, which are lists to TypeScript. */
function tupleText(args: readonly Term[], texts: readonly string[], mode: Mode): string {
  if (args.every((arg) => arg.name === "Str"))
    return mode === "read" ? "string[]" : "readonly string[]"
  const items = texts.map((text, i) => (args[i]?.name === "Opt" ? `(${text})?` : text))
  if (mode === "read") return `[${items.join(", ")}]`
  return union([`readonly [${items.join(", ")}]`, ...anyLength(args, union(texts))])
}

/** Typed arrays stand for numbers. An editor offers the values of enums only in a tuple. */
function anyLength(args: readonly Term[], item: string): readonly string[] {
  if (args.some((arg) => JSON.stringify(arg).includes('"Enum"'))) return []
  const isOfNumbers = args.every((arg) => /^[^A-Z]*(Nullable|NonNegative|Float|Int)/.test(arg.name))
  return [isOfNumbers ? `ArrayLike<${item}>` : `readonly ${listOf(item)}`]
}

/** BokehJS declares hatch patterns only as strings. */
function ownSpec({ name, kind }: PropertyTable): string | undefined {
  const isPattern = name.endsWith("hatch_pattern") && kind.startsWith("NullString")
  return isPattern ? "EnumSpec<HatchPatternType> | null" : undefined
}

const SIMPLE_TYPES: Readonly<Record<string, string>> = {
  Bool: "boolean",
  Str: "string",
  PrefixedStr: "string",
  CSSLength: "string",
  Font: "string",
  Int: "number",
  Percent: "number",
  Null: "null",
  Bytes: "ArrayBuffer",
  Color: "Color",
  Columns: "Columns",
  GeoJson: "string",
  AnyRef: "HasProps",
  // Objects that exist only in a browser.
  Func: "never",
  Node: "never",
}

const SPEC_TYPES: readonly (readonly [names: RegExp, type: string])[] = [
  // One style for all rows.
  [/^(Number|Int|Alpha|Size)Scalar/, "Scalar<number>"],
  [/^ColorScalar/, "Scalar<Color | null>"],
  [/^LineDashScalar/, "Scalar<LineDash | DashLengths | readonly number[]>"],
  [/^LineJoinScalar/, "Scalar<LineJoin>"],
  [/^LineCapScalar/, "Scalar<LineCap>"],
  [/Coordinate/, "CoordinateSpec"],
  [/^(Number|Int|Alpha|Size|Angle|Distance|ScreenSize)/, "NumberSpec"],
  [/^NullDistance/, "NullDistanceSpec"],
  [/^NullString/, "NullStringSpec"],
  [/^Color/, "ColorSpec"],
  [/^LineDash/, "DashSpec"],
  [/^LineJoin/, "EnumSpec<LineJoin>"],
  [/^LineCap/, "EnumSpec<LineCap>"],
  [/^FontStyle/, "EnumSpec<FontStyle>"],
  [/^TextAlign/, 'EnumSpec<"left" | "right" | "center">'],
  [/^TextBaseline/, "EnumSpec<TextBaseline>"],
  [/^Marker/, "EnumSpec<MarkerType>"],
  [
    /^OutlineShape/,
    'EnumSpec<"none" | "box" | "rectangle" | "square" | "circle" | "ellipse" | "trapezoid" | "parallelogram" | "diamond" | "triangle">',
  ],
  [/^TextAnchor/, 'EnumSpec<Anchor | "auto">'],
  [/^Dict/, "Readonly<Record<string, unknown>>"],
  [/^(String|Font|Text)/, "StringSpec"],
]

function simpleText(name: string): string {
  return SIMPLE_TYPES[name] ?? SPEC_TYPES.find(([names]) => names.test(name))?.[1] ?? "unknown"
}

export function union(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== "never"))].join(" | ")
}

/** A property of several models: it is read as any of their types, and accepts the values of any of them. */
function merged(member: Member, before: Member = member): Member {
  const either = (side: "reads" | "takes") =>
    before[side] === member[side]
      ? member[side]
      : union([...optionsOf(before[side]), ...optionsOf(member[side])])
  const isReadonly = before.isReadonly && member.isReadonly
  return { ...before, reads: either("reads"), takes: either("takes"), isReadonly }
}

/** The members of a union. Members inside of brackets stay together. */
function optionsOf(text: string): readonly string[] {
  const options: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if ("([{<".includes(text.charAt(i))) depth++
    if (")]}>".includes(text.charAt(i))) depth--
    if (depth > 0 || !text.startsWith(" | ", i)) continue
    options.push(text.slice(from, i))
    from = i + 3
  }
  return [...options, text.slice(from)]
}

/** Distances and angles have additional units, which are not separate properties. */
function unitsMember(property: PropertyTable): readonly Member[] {
  const units = UNITS.find(([kinds]) => kinds.test(property.kind))?.[1]
  if (units === undefined) return []
  const name = `${property.name}_units`
  const defaultValue = { $: "unset" } as const
  return [
    { ...property, name, kind: "Units", defaultValue, reads: `${units} | undefined`, takes: units },
  ]
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^AngleSpec$/, '"deg" | "rad" | "grad" | "turn"'],
  [/^(Null)?DistanceSpec$/, '"data" | "screen"'],
  [/^XOrYCoordinateSpec$/, '"canvas" | "screen" | "data"'],
]
