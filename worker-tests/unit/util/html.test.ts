import { describe, expect, it } from "vitest"

import { Html, html, type HtmlPart } from "../../../src/util/html.ts"

describe("the html template tag", () => {
  it.for<readonly [string, HtmlPart, string]>([
    [
      "a string, for content and attributes",
      `<b a="1" c='2'>&`,
      "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;",
    ],
    ["a number", 1.5, "1.5"],
    ["Html as it is", html`<b>${"<"}</b>`, "<b>&lt;</b>"],
    ["a list of parts", ["<", [html`<i></i>`, 2]], "&lt;<i></i>2"],
    ["trusted text", new Html("<hr>"), "<hr>"],
    ["nothing: undefined", undefined, ""],
    ["nothing: null", null, ""],
    ["nothing: false", false, ""],
    ["an empty text", "", ""],
  ])("writes %s", ([, part, text]) => {
    expect(String(html`[${part}]`)).toBe(`[${text}]`)
  })
})
