// A property's value: how it is read, and the only path of a value into a model, whoever sets it. Source: bokehjs
// core/has_props.ts, Python bokeh.core.has_props (3.10)

import { isEqual } from "./equal.ts"
import { copied, noticing, type Place, rawOf } from "./in-place.ts"
import { isModel, type ModelObject, stateIn } from "./model-object.ts"
import { withOwnPattern } from "./own-patterns.ts"
import { ruleOf } from "./property-rule.ts"
import { ModelDefault } from "./property.ts"
import { chooseUnits, chosenUnits, inUnits, measured, unitsOf } from "./units.ts"

/** A model of type `M`, for code that need not know its type. */
type Model<M extends object> = M & ModelObject<M>

/**
 * Sets a property to a value that an app writes. Forms differ from the wire's: where a dataspec is expected, a string is a
 * column's name (on the wire, a constant), and columns must have equal lengths. As in Python, a container is copied: the
 * app may go on changing its own.
 * @throws ModelError for an unknown property or a value of the wrong kind
 */
export function setFromApp<M extends object>(model: Model<M>, name: string, given: unknown): void {
  const title = titleFor(model, name, given)
  if (title !== undefined) return setFromApp(title, "text", given)
  const state = stateIn(model)
  const { convert, check, compare } = ruleOf(state.schema, name)
  const value = convert(rawOf(given), state)
  check(value)
  state.put({ model, attr: name }, value, compare, copied)
}

/** The title whose text must change: BokehJS keeps drawing the title that it knows, whatever replaces it. */
function titleFor<M extends object>(
  model: Model<M>,
  name: string,
  value: unknown,
): ModelObject<object> | undefined {
  if (name !== "title" || typeof value !== "string") return undefined
  const title = stateIn(model).values.get(name)
  return isModel(title) && stateIn(title).schema.type === "Title" ? title : undefined
}

/**
 * Sets a property to a value in its stored form, as clients send it: checked, compared with the present value (an equal
 * value changes nothing), stored, and reported. @throws ModelError as `setFromApp`
 */
export function setProperty<M extends object>(model: Model<M>, name: string, value: unknown): void {
  const state = stateIn(model)
  const { check, compare } = ruleOf(state.schema, name)
  check(value)
  state.put({ model, attr: name }, value, compare)
}

/** Gives a model outside of documents a value that was sent with it, even if it equals the default. @throws ModelError */
export function initProperty<M extends object>(
  model: Model<M>,
  name: string,
  value: unknown,
): void {
  const { schema, values } = stateIn(model)
  ruleOf(schema, name).check(value)
  values.set(name, value)
}

/**
 * Sets the units of a property's value: `radius_units`. Anything but a string counts as the value of an unknown property.
 * @throws ModelError
 */
export function setUnits<M extends object>(model: Model<M>, name: string, units: unknown): void {
  if (typeof units !== "string") return setFromApp(model, `${name}_units`, units)
  const state = stateIn(model)
  chooseUnits(state.schema, name, units, state)
  const value = getProperty(model, name)
  if (value !== undefined) setProperty(model, name, inUnits(state.schema, name, value, units))
}

/** The units of a property; undefined if none were chosen. */
export function getUnits<M extends object>(model: Model<M>, name: string): string | undefined {
  return unitsOf(getProperty(model, name)) ?? chosenUnits(name, stateIn(model))
}

/** Sets several properties, one after the other; undefined ones are skipped. */
export function assignAll<M extends object>(
  model: Model<M>,
  attributes: Readonly<Record<string, unknown>>,
): void {
  const extraOf = (name: string) => attributes[name] ?? stateIn(model).values.get(name)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    assign(model, name, withOwnPattern(name, value, extraOf))
  }
}

/** Sets a property by its name, which may be the name of a property's units. */
export function assign<M extends object>(model: Model<M>, name: string, value: unknown): void {
  const ofUnits = measured(stateIn(model).schema, name)
  if (ofUnits === undefined) setFromApp(model, name, value)
  else setUnits(model, ofUnits, value)
}

/**
 * The value of a property: the set value, else its theme's, else BokehJS's default. A default that is a model is created
 * now and kept.
 */
export function getProperty<M extends object>(model: Model<M>, name: string): unknown {
  const value = stateIn(model).current(name)
  if (!(value instanceof ModelDefault)) return value
  const made = value.make()
  setProperty(model, name, made)
  return made
}

/** The value as an app reads it: a list or an object that notices changes in place. */
export function readProperty<M extends object>(model: Model<M>, name: string): unknown {
  const value = getProperty(model, name)
  if (typeof value !== "object" || value === null || isModel(value)) return value
  const state = stateIn(model)
  const before = state.read?.get(name)
  if (before !== undefined && rawOf(before) === value) return before
  const given = noticing(placeOf(model, name), value)
  if (given === value) return value
  state.read ??= new Map()
  state.read.set(name, given)
  return given
}

function placeOf<M extends object>(model: Model<M>, name: string): Place {
  const { convert } = ruleOf(stateIn(model).schema, name)
  return {
    get: () => getProperty(model, name),
    set: (changed) => setProperty(model, name, convert(changed)),
  }
}

/** Creates every default that is a model, as Python does, so that browser and server agree on its id. */
export function makeModelDefaults<M extends object>(model: Model<M>): void {
  const { values, schema } = stateIn(model)
  for (const [name, { make }] of schema.modelDefaults()) {
    if (!values.has(name)) values.set(name, make())
  }
}

/**
 * Gives a model other defaults.
 * @returns the properties whose values this changes, with the old values
 */
export function applyTheme<M extends object>(
  model: Model<M>,
  themed: ReadonlyMap<string, unknown>,
): readonly (readonly [attr: string, old: unknown])[] {
  const state = stateIn(model)
  const names = [...new Set([...state.themed.keys(), ...themed.keys()])]
  const before = names.map((name) => [name, state.current(name)] as const)
  state.themed = themed
  return before.filter(([name, old]) => !isEqual(old, state.current(name)))
}
