// Who may import whom in src: the one table that docs/style.md cites. Type imports count.

import { describe, expect, it } from "vitest"

import { cyclesOf, type Import, importsOfSrc } from "../support/imports.ts"

const SESSION = "ports.ts util serialization protocol model document app"
const SESSION_PARTS = `${SESSION} session objects group env.ts`
const FOR_PAGES = "session/token.ts session/invite.ts group/reserved-names.ts group/group-error.ts"
const ROUTING = "cookie itty-router jose node:crypto standardwebhooks valibot"

/** The files of a folder (or one file) may import from their own folder, and from these folders, files and packages. */
const MAY_IMPORT: Readonly<Record<string, string>> = {
  util: "",
  "ports.ts": "",
  serialization: "util",
  protocol: "util serialization",
  model: "util serialization node:async_hooks",
  plotting: "util serialization model d3-polygon",
  document: "util serialization model",
  group: "ports.ts util protocol",
  app: "ports.ts util model document group",
  embed:
    "app/dark-theme.ts util serialization model plotting document pages client session/code.ts node:zlib",
  session: `${SESSION} client node:crypto node:zlib valibot`,
  "session/sockets": `${SESSION_PARTS} client`,
  "session/sharing": `${SESSION_PARTS} session/sockets client valibot`,
  "session/life": `${SESSION_PARTS} session/sockets session/sharing client valibot node:zlib`,
  objects: "ports.ts util env.ts app group session/token.ts session/invite.ts node:crypto valibot",
  "web-random.ts": "ports.ts",
  "console-log.ts": "ports.ts env.ts",
  client: "protocol/packed-frames.ts",
  pages: "util client",
  http: `ports.ts web-random.ts console-log.ts util env.ts model/definitions.ts app pages client objects ${FOR_PAGES} ${ROUTING}`,
  runtime: `${SESSION_PARTS} web-random.ts console-log.ts session/sockets session/sharing session/life client cloudflare:workers node:zlib`,
  cli: "client pages util node:child_process node:crypto node:diagnostics_channel node:events node:fs node:http node:module node:path node:timers/promises node:url node:util",
  apps: "bokeh-edge d3-array d3-dsv geojson topojson-client topojson-specification vega-datasets",
  "env.ts": "util session/token.ts",
  "base-server.ts": "app http runtime session/life util",
  "create-server.ts": "app base-server.ts runtime session/life",
  "alone.ts": "large-strings.ts app base-server.ts runtime session/life",
  "uploads.ts": "app http pages session/life util",
  "viewers.ts": "app client pages session/sharing util",
  "large-strings.ts": "model pages",
  "api.ts":
    "large-strings.ts uploads.ts viewers.ts util serialization model plotting document embed pages app session group http objects base-server.ts create-server.ts",
  testing: `${SESSION} session session/life session/sharing group objects env.ts http/admission.ts http/arguments.ts`,
  "testing.ts": "testing",
  "routes.ts": "apps",
  "index.ts": "bokeh-edge routes.ts",
}

const imports = importsOfSrc()

/** The row of a file: its own, or that of the innermost folder that has one. */
function rowOf(file: string): string | undefined {
  if (file in MAY_IMPORT) return file
  const folder = file.lastIndexOf("/")
  return folder < 0 ? undefined : rowOf(file.slice(0, folder))
}

function isAllowed({ from, to }: Import): boolean {
  const row = rowOf(from)
  if (row === undefined) return false
  if (rowOf(to) === row) return true
  return (MAY_IMPORT[row] ?? "").split(" ").some((name) => isIn(name, to))
}

/** A name in the table covers its folder without those that have a row of their own, a file, or a package. */
function isIn(name: string, to: string): boolean {
  if (name.endsWith(".ts")) return to === name
  return rowOf(to) === name || to === name || packageOf(to) === name
}

/** `vega-datasets`, also where its file is named by the path of node_modules. */
function packageOf(to: string): string {
  return /^(?:\.\.\/node_modules\/)?([^/.]+)/.exec(to)?.[1] ?? to
}

describe("the source in src", () => {
  it("is read completely", () => {
    expect(imports.length).toBeGreaterThan(600)
    expect(imports).toContainEqual({ from: "model/define.ts", to: "model/has-props.ts" })
  })

  it("imports only what the table allows", () => {
    const refused = imports.filter((one) => !isAllowed(one))
    expect(refused.map(({ from, to }) => `${from} may not import ${to}`)).toEqual([])
  })

  it("has no cycles, not even of types", () => {
    expect(cyclesOf(imports)).toEqual([])
  })
})

describe("the table of imports", () => {
  it.each([
    ["util/html.ts", "model/define.ts"],
    ["serialization/encode.ts", "model/define.ts"],
    ["http/server.ts", "session/session.ts"],
    ["http/server.ts", "runtime/session-object.ts"],
    ["session/session.ts", "session/life/start.ts"],
    ["apps/chat.ts", "util/html.ts"],
    ["apps/chat.ts", "api.ts"],
    ["model/define.ts", "node:fs"],
    ["unknown/file.ts", "util/html.ts"],
    ["unknown.ts", "util/html.ts"],
  ])("forbids that %s imports %s", (from, to) => {
    expect(isAllowed({ from, to })).toBe(false)
  })

  it.each([
    ["model/generated/models.ts", "model/define.ts"],
    ["session/life/start.ts", "session/session.ts"],
    ["apps/shapes/sources.ts", "../node_modules/vega-datasets/data/cars.json"],
    ["runtime/session-object.ts", "cloudflare:workers"],
  ])("allows that %s imports %s", (from, to) => {
    expect(isAllowed({ from, to })).toBe(true)
  })
})

describe("cycles of imports", () => {
  it("are found wherever they begin", () => {
    const edges = ["a b", "b c", "c b", "c d", "e e"].map((edge) => {
      const [from = "", to = ""] = edge.split(" ")
      return { from, to }
    })
    expect(cyclesOf(edges)).toEqual([["b", "c"], ["e"]])
  })
})
