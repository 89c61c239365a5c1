import { describe, expect, it } from "vitest"

import {
  FontStyle,
  HatchPatternType,
  LineCap,
  LineJoin,
  MarkerType,
  TextAlign,
  TextBaseline,
} from "../../../src/model/generated/enums.ts"
import { enumOf } from "../../../src/model/table-enums.ts"

describe("an enumeration of the generated table", () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [["asterisk"], MarkerType],
    [["blank"], HatchPatternType],
    [["butt"], LineCap],
    [["left"], TextAlign],
    [["miter"], LineJoin],
    [["normal"], FontStyle],
    [["top", "middle", "bottom", "alphabetic"], TextBaseline],
  ])("is found, complete, by its first names %j", (first, names) => {
    expect(enumOf(...first)).toEqual(names)
  })
})
