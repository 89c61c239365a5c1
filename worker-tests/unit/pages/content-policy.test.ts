import { describe, expect, it } from "vitest"

import { contentPolicy, isFrom, sourcesIn, withNonces } from "../../../src/pages/content-policy.ts"

const GUARD = { sources: ["https://tiles.org"], host: "here.org" }

describe("the Content-Security-Policy", () => {
  it("lets pages written by strangers load only from the server and from what the app needs", () => {
    const policy = contentPolicy({ nonce: "n", runsCode: false, guard: GUARD })
    const loads = policy.split("; ").filter((one) => one.includes("'self'"))
    expect(loads).toEqual([
      "default-src 'self' https://tiles.org",
      "img-src 'self' data: blob: https://tiles.org",
      "media-src 'self' data: blob: https://tiles.org",
      "font-src 'self' data: https://tiles.org",
      "style-src 'self' 'unsafe-inline' https://tiles.org",
      "connect-src 'self' ws://here.org wss://here.org https://tiles.org",
    ])
    expect(contentPolicy({ nonce: "n", runsCode: true })).not.toContain("'self'")
  })

  it("lets a page load the style sheets and pictures that its author wrote into it", () => {
    const page = `<link rel="stylesheet" href="https://fonts.org/a.css"><img alt="" src=https://img.org:8/x>
      <a href="https://no.org"><img src="/own.png"><link href="https://fonts.org/b.css"><p title="src=https://no.org">`
    expect(sourcesIn(page)).toEqual(["https://fonts.org", "https://img.org:8"])
  })

  it("lets a document's code run only where that is trusted", () => {
    const [own, strangers] = [true, false].map((runsCode) =>
      contentPolicy({ nonce: "n", runsCode, ...(!runsCode && { guard: GUARD }) }),
    )
    expect(own).toContain("script-src 'nonce-n' 'strict-dynamic' 'unsafe-eval' blob:;")
    expect(strangers).toContain("script-src 'nonce-n' 'strict-dynamic';")
    expect(strangers).toContain("form-action 'none'; frame-src 'none'; require-trusted-types-for")
    expect(own).not.toContain("form-action")
  })
})

describe("script tags in a page", () => {
  const all = () => true
  it.for([
    ["<script>1</script>", '<script nonce="n">1</script>'],
    ["<SCRIPT async src=/a.js>", '<SCRIPT nonce="n" async src=/a.js>'],
    ['<script nonce="m">', '<script nonce="m">'],
    ["<script data-nonce=1>", '<script nonce="n" data-nonce=1>'],
    ["<scripted>", "<scripted>"],
  ])("are given the nonce that they lack: %s", ([html = "", expected]) => {
    expect(withNonces(html, "n", all)).toBe(expected)
  })

  it.for([
    ['<script src="https://a.org/x.js?a=1&amp;b">', "https://a.org/x.js?a=1&amp;b"],
    ["<script src='/x.js'>", "/x.js"],
    ["<script src=x.js>", "x.js"],
    ["<script>", undefined],
  ])("are checked by the URL that they load: %s", ([html = "", src]) => {
    const asked: unknown[] = []
    withNonces(html, "n", (url) => asked.push(url) > 0)
    expect(asked).toEqual([src])
  })

  it.for<readonly [string, boolean]>([
    ["/x.js", true],
    ["https://here.org/x.js", true],
    ["https://cdn.org/lib/x.js", true],
    ["https://cdn.org/other/x.js", false],
    ["https://cdn.org/lib/../other/x.js", false],
    ["https://cdn.org.evil.org/lib/x.js", false],
    ["//evil.org/x.js", false],
    ["http://here.org/x.js", false],
    ["data:text/javascript,1", false],
  ])("from %s are of known servers: %s", ([src, expected]) => {
    expect(isFrom(src, new URL("https://here.org/a/b"), ["https://cdn.org/lib/"])).toBe(expected)
  })
})
