// Kinds that an app writes for its own models: their validity, and their form in a document's definitions, which BokehJS
// reads. Source: bokehjs document/defs.ts (3.10)

import { parseTerm, type Term } from "./kind-term.ts"
import { SIMPLE } from "./kind.ts"
import { ModelError, unknownName } from "./model-error.ts"

/** A kind in BokehJS's form: ["Nullable", "Float"]. A kind without such a form is checked only by the server. */
export function definedKind(kind: string): unknown {
  return refOf(parseTerm(kind))
}

function refOf({ name, args }: Term): unknown {
  const items = () => args.map(refOf)
  switch (name) {
    case "Any":
    case "Bool":
    case "Float":
    case "Int":
    case "Bytes":
    case "Str":
    case "Null":
      return name
    case "Percent":
      return "Float"
    case "Nullable":
    case "Or":
    case "Tuple":
    case "List":
    case "Dict":
    case "Mapping":
      return [name, ...items()]
    case "Enum":
      return [name, ...args.map(({ value }) => value)]
    case "NonEmptyList":
      return ["List", ...items()]
    case "KeyVal":
      return ["Mapping", ...items()]
    case "Struct":
      return [name, ...args.map((arg) => [arg.label, refOf(arg)])]
    case "NonNegative":
    case "Positive":
      return items()[0]
    case "Ref":
    case "AnyRef":
      return ["AnyRef"] // a named class must exist in the page by then
    default:
      return "Any"
  }
}

const COMPOUND =
  "NonNegative Positive PrefixedStr Enum Ref Or Nullable Distinct Opt List NonEmptyList Set Iterable Arrayable Dict KeyVal Mapping Tuple Struct PartialStruct"

/** The names of all kinds, except dataspecs. */
const KIND_NAMES: readonly string[] = [...Object.keys(SIMPLE), ...COMPOUND.split(" ")]

function isKindName(name: string): boolean {
  return KIND_NAMES.includes(name) || /(Spec|Scalar)$/.test(name)
}

/** @param what the property, for the error. @throws ModelError for an invalid kind */
export function assertKind(what: string, kind: string): void {
  const check = (term: Term, parent?: string): void => {
    const isConstant = term.value !== undefined || parent === "Ref"
    if (!isConstant && !isKindName(term.name)) {
      throw unknownName(`${what}: unknown kind`, term.name, KIND_NAMES)
    }
    for (const arg of term.args) check(arg, term.name)
  }
  check(termOf(what, kind))
}

function termOf(what: string, kind: string): Term {
  try {
    return parseTerm(kind)
  } catch {
    throw new ModelError(`${what}: expected a kind like "Nullable(Float)", got "${kind}"`)
  }
}
