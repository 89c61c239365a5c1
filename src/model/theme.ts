// Themes: other defaults for the properties of some types. Source: Python bokeh.themes.theme (3.10)

import { getOrMake } from "../util/get-or-make.ts"
import { isRecord } from "../util/record.ts"
import { modelTypes, schemaOf } from "./classes.ts"
import { THEMES } from "./generated/themes.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { ruleOf } from "./property-rule.ts"
import type { Schema } from "./property.ts"

/** The form of Python's themes: property values by type, and for all glyphs that have lines, fills or texts. */
export interface ThemeJson {
  readonly attrs?: Readonly<Record<string, Values>>
  readonly line_defaults?: Values
  readonly fill_defaults?: Values
  readonly text_defaults?: Values
}

type Values = Readonly<Record<string, unknown>>
type ThemedValues = ReadonlyMap<string, unknown>

/** Python's classes for all glyphs with a feature, and a type here that has the feature. */
const FEATURES: Readonly<Record<string, readonly [feature: string, type: string]>> = {
  LineGlyph: ["line", "Line"],
  FillGlyph: ["fill", "Patch"],
  HatchGlyph: ["hatch", "Patch"],
  TextGlyph: ["text", "Text"],
}

/** Bokeh's own themes. */
export type ThemeName = keyof typeof THEMES

export class Theme {
  readonly json: ThemeJson
  /** By type, including its parents' values. */
  readonly #values = new WeakMap<Schema, ThemedValues>()

  /** @throws ModelError for unknown types and properties, and for values of the wrong kind */
  constructor({ json }: { readonly json: ThemeJson }) {
    const { attrs = {}, line_defaults, fill_defaults, text_defaults } = json
    const ofGlyphs = { Line: line_defaults, Patch: fill_defaults, Text: text_defaults }
    for (const [type, values] of [...Object.entries(attrs), ...Object.entries(ofGlyphs)]) {
      if (values === undefined) continue
      const schema = schemaNamed(type)
      if (!isRecord(values)) throw new ModelError(`theme: ${type} must be an object of properties`)
      for (const [name, value] of Object.entries(values))
        prepared(ownerOf(schema, name), name, value)
    }
    this.json = json
  }

  /** The values of a model of the type where none was set. */
  valuesFor(schema: Schema): ThemedValues {
    return getOrMake(this.#values, schema, () => {
      const { parent } = schema
      const own = this.#ownValues(schema)
      const given = { ...this.#givenFor(parent), ...own }
      const added = Object.entries(given).filter(([name]) => {
        const isNew = name in own || parent?.property(name) === undefined
        return isNew && schema.property(name) !== undefined
      })
      return new Map([
        ...(parent === undefined ? [] : this.valuesFor(parent)),
        ...added.map(([name, value]) => [name, prepared(schema, name, value)] as const),
      ])
    })
  }

  /** As given for a type and its parents, also of properties that only some of their children have. */
  #givenFor(schema: Schema | undefined): Values {
    return schema ? { ...this.#givenFor(schema.parent), ...this.#ownValues(schema) } : {}
  }

  #ownValues(schema: Schema): Values {
    const { attrs = {}, line_defaults, fill_defaults, text_defaults } = this.json
    const isDrawn = (feature: string) =>
      schema.isA("Glyph") && schema.property(`${feature}_alpha`) !== undefined
    const drawn = Object.entries(FEATURES).filter(([, [feature]]) => isDrawn(feature))
    return {
      ...Object.assign({}, ...drawn.map(([type]) => attrs[type])),
      ...(isDrawn("line") && line_defaults),
      ...(isDrawn("fill") && fill_defaults),
      ...(isDrawn("text") && text_defaults),
      ...attrs[schema.type],
      ...(schema.type === "Figure" && attrs["figure"]),
    }
  }
}

/** The stored form. @throws ModelError */
function prepared(schema: Schema, name: string, given: unknown): unknown {
  const rule = ruleOf(schema, name)
  const value = rule.convert(given)
  rule.check(value)
  return value
}

/** The type, or its first child that has the property if it has none itself. */
function ownerOf(schema: Schema, name: string): Schema {
  const has = (one: Schema | undefined) => one?.property(name) !== undefined
  const owner = (type: string) => {
    const child = schemaOf(type)
    return child?.isA(schema.type) && has(child) ? [child] : []
  }
  return has(schema) ? schema : (modelTypes().flatMap(owner)[0] ?? schema)
}

/** No theme: BokehJS's own defaults. */
export const NO_THEME = new Theme({ json: {} })

const builtIn = new Map<string, Theme>() // created on first use

/** A theme, or one of Bokeh's by its name; null for none. @throws ModelError for an unknown name */
export function themeFrom(theme: Theme | string | null): Theme {
  if (theme === null) return NO_THEME
  if (theme instanceof Theme) return theme
  if (!isThemeName(theme)) throw unknownName("unknown theme", theme, Object.keys(THEMES))
  return getOrMake(builtIn, theme, () => new Theme({ json: THEMES[theme] }))
}

function isThemeName(name: string): name is ThemeName {
  return Object.hasOwn(THEMES, name)
}

/** Python's class of plots is called `figure`. */
function schemaNamed(type: string): Schema {
  const schema = schemaOf(type === "figure" ? "Figure" : (FEATURES[type]?.[1] ?? type))
  if (schema === undefined) throw unknownName("theme: unknown type", type, modelTypes())
  return schema
}
