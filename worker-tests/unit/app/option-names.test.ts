// Misspelt options, in a project without types: an error that says what, where and what was meant, at the start of the
// Worker where that is possible.

import { describe, expect, it } from "vitest"

import {
  app,
  autoload,
  cloudflareAccess,
  createServer,
  directory,
  document,
  groupFrom,
  type RouteOptions,
  serverDocument,
  uploads,
  versions,
  viewers,
} from "../../../src/api.ts"

/** What JavaScript can pass. */
const wrong = (value: unknown) => value as never
const handler = () => undefined

describe("a misspelt option of a route", () => {
  it.each<readonly [object: unknown, message: string]>([
    [{ auht: handler }, "/x: unknown option 'auht', did you mean 'auth'?"],
    [{ title: "x", orgins: [] }, "/x: unknown option 'orgins', did you mean 'origins'?"],
    [{ guestRunCode: true }, "/x: unknown option 'guestRunCode', did you mean 'guestsRunCode'?"],
    [{ session: { shard: "path" } }, "/x: session: unknown option 'shard', did you mean 'shared'?"],
    [
      { session: { limits: { model: 1 } } },
      "/x: session: limits: unknown option 'model', did you mean 'models'?",
    ],
    [{ card: { picure: "/a" } }, "/x: card: unknown option 'picure', did you mean 'picture'?"],
    [{ viewers: { mesages: [] } }, "/x: viewers: unknown option 'mesages', did you mean"],
    [{ connection: { conect: handler } }, "/x: connection: unknown option 'conect', did you mean"],
    [{ session: { ids: "extrenal" } }, '/x: session: ids must be one of external, got "extrenal"'],
    [{ session: { shared: true } }, "/x: session: shared must be one of path, got true"],
    [{ theme: null }, "/x: theme must be one of auto, got null"],
    [{ constructor: 1 }, "/x: unknown option 'constructor'"],
    [handler, "/x: options must be an object, got a function"],
    ["title", '/x: options must be an object, got "title"'],
    [null, "/x: options must be an object, got null"],
  ])("is an error when the route is added: %j", (options, message) => {
    for (const add of [app, autoload, document]) {
      expect(() => add("/x", handler, wrong(options))).toThrow(message)
    }
    if (typeof options === "object" && options !== null)
      expect(() => directory("/", { x: handler }, wrong(options))).toThrow(message)
  })

  it("is none that the types allow", () => {
    class Hooks {
      readonly own = 1
      connect(): void {}
    }
    const options = {
      auth: () => ({ id: "ada" }),
      session: {
        limits: { models: 1 },
        versions: versions({ keep: 2 }),
      },
      card: false as const,
      viewers: viewers({ requests: true }),
      uploads: uploads({ maxBytes: 1 }),
      connection: new Hooks(),
      metadata: { anything: 1 },
    }
    expect(app("/x", handler, options).options).toBe(options)
  })

  it.each<RouteOptions>([
    { theme: "auto" },
    ...(["server", "cdn", "inline"] as const).map((resources) => ({ resources })),
    ...(["cookie", "tab"] as const).map((resume) => ({ session: { resume } })),
    ...(["shared", "own"] as const).map((ranges) => ({ session: { ranges } })),
    { session: { shared: "path", ids: "external" } },
  ])("is no value that the types allow: %j", (options) => {
    expect(app("/x", handler, options).options).toBe(options)
  })
})

describe("a misspelt option", () => {
  it.each<readonly [make: () => unknown, message: string]>([
    [() => createServer([], wrong({ auht: handler })), "createServer: unknown option 'auht', did"],
    [
      () => createServer([], wrong({ index: { tilte: "x" } })),
      "createServer: index: unknown option 'tilte', did you mean 'title'?",
    ],
    [
      () => cloudflareAccess(wrong({ team: "t", audeince: "a" })),
      "cloudflareAccess: unknown option 'audeince', did you mean 'audience'?",
    ],
    [
      () => serverDocument("/x", wrong({ nounce: "a" })),
      "serverDocument: unknown option 'nounce', did you mean 'nonce'?",
    ],
    [() => viewers(wrong({ copys: false })), "viewers: unknown option 'copys', did you mean"],
    [() => uploads(wrong({ maxbytes: 1 })), "uploads: unknown option 'maxbytes', did you mean"],
    [() => versions(wrong({ evrey: 1 })), "versions: unknown option 'evrey', did you mean"],
  ])("of a server or a feature is an error at the start: %s", (make, message) => {
    expect(make).toThrow(message)
  })

  it("of a message from outside is an error", async () => {
    const GROUPS = { getByName: () => ({}) }
    await expect(groupFrom({ GROUPS }, "team").send("say", 1, wrong({ too: [] }))).rejects.toThrow(
      "send: unknown option 'too', did you mean 'to'?",
    )
  })
})
