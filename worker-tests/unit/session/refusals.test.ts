// A socket that the session's object rejects leaves one line in the log, by which it can be found.

import { describe, expect, it } from "vitest"

import type { RouteOptions } from "../../../src/app/handler.ts"
import { app } from "../../../src/app/route.ts"
import type { Admission } from "../../../src/objects/admission.ts"
import { LifeWorld } from "../../support/life.ts"

interface Case {
  readonly options?: RouteOptions
  /** The sessions that exist already. */
  readonly first?: Partial<Admission>
  readonly second: Partial<Admission>
}

const ADA = { user: { id: "ada" } }

describe("a rejection by the session's object", () => {
  it.for<readonly [string, Case, { readonly code: number; readonly reason: unknown }]>([
    [
      "an old token",
      { second: { mayStart: false } },
      { code: 4002, reason: "the token has expired: reload the page" },
    ],
    [
      "an invitation to a session that is over",
      { second: { mayStart: false, inviteId: "one" } },
      { code: 4002, reason: "the session of the invitation is over, or of another page" },
    ],
    [
      "an invitation that was revoked",
      { first: {}, second: { mayStart: false, inviteId: "one" } },
      { code: 4008, reason: expect.any(String) },
    ],
    [
      "another user",
      { first: ADA, second: { user: { id: "bob" } } },
      { code: 4007, reason: expect.any(String) },
    ],
    [
      "one socket more than there may be",
      { options: { session: { limits: { sockets: 1 } } }, first: {}, second: {} },
      { code: 1013, reason: "there is no room now: try again later" },
    ],
    [
      "one that the app does not want",
      {
        options: { connection: { connect: (connection) => connection.close(4321, "not today") } },
        second: {},
      },
      { code: 4321, reason: "not today" },
    ],
  ])("of %s is one log line with reason, route and id", async ([, given, told]) => {
    const { options = {}, first, second } = given
    const world = new LifeWorld(app("/app", () => undefined, options))
    if (first !== undefined) await world.connect(first)
    const socket = await world.connect(second)
    expect(socket.closed).toMatchObject({ code: told.code })
    expect(world.warnings).toEqual([
      { message: "a socket was refused", route: "/app", session: "session", ...told },
    ])
  })

  it("of a session that can't start is one line beside the error's own", async () => {
    const world = new LifeWorld(
      app("/app", () => {
        throw new Error("broken")
      }),
    )
    await world.connect()
    expect(world.errors).toEqual(["the session could not start", "a socket was refused"])
    expect(world.warnings).toEqual([expect.objectContaining({ route: "/app", session: "session" })])
  })
})
