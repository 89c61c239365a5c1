// Data that a hand-written client can send: values in the forms of the wire that are valid, nearly valid and invalid.

import * as fc from "fast-check"

const WORDS =
  `type id name attributes entries array data shape dtype order value field expr transform units start stop
  step iso values extends properties overrides kind default model attr new events msg_type msg_data roots title config
  defs callbacks cols rollover patches x y __proto__ constructor toString length`.split(/\s+/)
const TYPES =
  `Slider Div Column ColumnDataSource Figure Line Range1d FactorRange GlyphRenderer Select CustomJS
  DocumentConfig Theme Model NoSuchModel`.split(/\s+/)
const DTYPES = "bool uint8 int8 uint16 int16 uint32 int32 float32 float64 object int64".split(" ")

/** Random JSON with frequent words of the protocol. */
const json: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, 0, 1, -1, 0.5, 1e308, 2 ** 53, "", "nan", "1970-01-01"),
    fc.constantFrom(...WORDS),
    fc.integer(),
    fc.string(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...WORDS), tie("value"), { maxKeys: 4 }),
  ),
})).value

/** @param ids of existing models and buffers */
export function anyRep(ids: readonly string[]): fc.Arbitrary<unknown> {
  const id = fc.oneof(fc.constantFrom(...ids, "p1", "p2", "p3"), fc.string({ maxLength: 3 }))
  const { rep } = fc.letrec<{ rep: unknown; list: unknown }>((tie) => {
    const of = (type: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
      fc.record({ type: fc.constant(type), ...fields }, { requiredKeys: ["type"] })
    const bytes = fc.oneof(
      of("bytes", { data: fc.record({ id }) }),
      of("bytes", { data: fc.string() }),
    )
    const spec = { transform: tie("rep"), units: fc.constantFrom("data", "screen") }
    const array = {
      array: fc.oneof(bytes, tie("list")),
      dtype: fc.constantFrom(...DTYPES),
      order: fc.constantFrom("little", "big"),
    }
    const attributes = fc.dictionary(fc.constantFrom(...WORDS, "children", "text"), tie("rep"), {
      maxKeys: 4,
    })
    return {
      list: fc.array(tie("rep"), { maxLength: 4 }),
      rep: fc.oneof(
        { depthSize: "small" },
        json,
        tie("list"),
        fc.record({ id }),
        of("ref", { id }),
        of("number", { value: fc.constantFrom("nan", "+inf", "-inf", 1) }),
        of("array", { entries: tie("list") }),
        of("set", { entries: tie("list") }),
        of("map", { entries: fc.array(fc.tuple(tie("rep"), tie("rep")), { maxLength: 4 }) }),
        bytes,
        of("ndarray", { ...array, shape: fc.array(fc.nat(4), { maxLength: 3 }) }),
        of("typed_array", array),
        of("slice", { start: json, stop: json, step: json }),
        of("date", { iso: fc.oneof(fc.constant("2020-01-01T00:00:00Z"), fc.string()) }),
        of("symbol", { name: fc.string() }),
        of("value", { ...spec, value: tie("rep") }),
        of("field", { ...spec, field: fc.constantFrom("x", "y", "") }),
        of("expr", { ...spec, expr: tie("rep") }),
        of("event", { name: fc.constantFrom("tap", "button_click", "x"), values: tie("rep") }),
        of("object", { name: fc.constantFrom(...TYPES), id, attributes }),
        of("object", { name: fc.constantFrom(...TYPES), attributes }),
        of("model", {
          name: fc.constantFrom("Mine", "Slider"),
          extends: fc.record({ id: fc.constantFrom(...TYPES) }),
          properties: fc.array(
            fc.record({ name: fc.constantFrom(...WORDS), kind: tie("rep"), default: tie("rep") }),
            { maxLength: 3 },
          ),
          overrides: tie("list"),
        }),
      ),
    }
  })
  return rep
}

/** An event of a PATCH-DOC. @param attrs names of properties that the models have */
export function anyEvent(ids: readonly string[], attrs: readonly string[]): fc.Arbitrary<object> {
  const rep = anyRep(ids)
  const attr = fc.oneof(fc.constantFrom(...attrs), fc.constantFrom(...WORDS))
  const target = { model: fc.constantFrom(...ids).map((id) => ({ id })), attr }
  const columns = fc.dictionary(fc.constantFrom("x", "y", "label"), rep, { maxKeys: 3 })
  const data = fc.oneof(
    columns,
    columns.map((given) => ({ type: "map", entries: Object.entries(given) })),
    rep,
  )
  const rollover = fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 5 }))
  const patch = fc.tuple(fc.oneof(fc.nat(5), rep), rep)
  const patches = fc.dictionary(fc.constantFrom("x", "y", "label"), fc.array(patch), { maxKeys: 2 })
  const of = (kind: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<object>
  const source = { ...target, attr: fc.constant("data") }
  return fc.oneof(
    { weight: 6, arbitrary: of("ModelChanged", { ...target, new: rep }) },
    of("ColumnDataChanged", { ...source, data, cols: fc.constantFrom(null, ["x"], ["z"]) }),
    { weight: 2, arbitrary: of("ColumnsStreamed", { ...source, data, rollover }) },
    { weight: 2, arbitrary: of("ColumnsPatched", { ...source, patches }) },
    of("TitleChanged", { title: json }),
    { weight: 2, arbitrary: of("RootAdded", { model: rep }) },
    of("RootRemoved", { model: rep }),
    of("MessageSent", { msg_type: fc.constantFrom("bokeh_event", "say"), msg_data: rep }),
    json.map((value) => value as object),
  )
}

export { json as anyJson }
