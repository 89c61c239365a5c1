import { describe, expect, it } from "vitest"

import { cookiesOf } from "../../../src/http/cookies.ts"

describe("the cookies of a request", () => {
  it.for<readonly [string, Readonly<Record<string, string>>]>([
    ["custom = test ; custom2 = test2", { custom: "test", custom2: "test2" }],
    ["a=1;b=2;  c=3", { a: "1", b: "2", c: "3" }],
    ["bokeh-sessionZ; bokeh-session=id", { "bokeh-session": "id" }],
    ["", {}],
  ])("are read as proxies send them: '%s'", ([header, expected]) => {
    const request = new Request("http://server.org/", { headers: { Cookie: header } })
    expect({ ...cookiesOf(request) }).toEqual(expected)
  })
})
