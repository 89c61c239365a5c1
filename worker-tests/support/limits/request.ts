// The limits of a request, of the data kept with a socket, and of published copies, each with a way to test a given amount.

import { createHmac } from "node:crypto"
import { deflateSync } from "node:zlib"

import { app, groupEndpoint, uploads } from "bokeh-edge"

import { encodeConnectionData } from "../../../src/app/connection.ts"
import { assertPreview } from "../../../src/app/preview.ts"
import { autoload } from "../../../src/app/route.ts"
import { NewSessions } from "../../../src/http/new-sessions.ts"
import { createFetch } from "../../../src/http/server.ts"
import { type Admission, encodeAdmission } from "../../../src/objects/admission.ts"
import { createToken, parseToken, signSessionId } from "../../../src/session/token.ts"
import { createWorld } from "../../../src/testing/world.ts"
import {
  NEW_SESSION_LIMITS,
  type REQUEST_LIMITS,
  type SHARING_LIMITS,
  type WINDOW_LIMITS,
} from "../../../src/util/limits.ts"
import { BINDINGS } from "../bindings.ts"
import { LifeWorld, settled } from "../life.ts"
import { isTaken, isTakenAtLength, type Takes } from "./taking.ts"

const KEY = "the key"
const ENV = { ...BINDINGS, BOKEH_SECRET_KEY: KEY }

function signed(body: string): string {
  return `${body}.${createHmac("sha256", KEY).update(body).digest("base64url")}`
}

/** A token as Python makes it, with additional data. */
function tokenWith(more: object): string {
  const what = { session_id: signSessionId("s", [KEY]), session_expiry: 9e9, ...more }
  return signed(Buffer.from(JSON.stringify(what)).toString("base64url"))
}

function admissionOf(url: string): Admission {
  const request = { url, arguments: {}, headers: {}, cookies: {} }
  const place = { pattern: "/", params: {}, role: "owner" as const, mayStart: true }
  return { sessionId: "s", request, ...place }
}

async function statusOf(
  user: object | undefined,
  path: string,
  init: RequestInit = {},
): Promise<number> {
  const routes = [
    app("/app", () => undefined),
    app("/files", () => undefined, { uploads: uploads() }),
    autoload("/snippet", () => undefined),
  ]
  const serve = createFetch(routes, {
    groupEndpoint: groupEndpoint("/groups"),
    ...(user !== undefined && { auth: () => user as { readonly id: string } }),
  })
  return (await serve(new Request(`http://server.org${path}`, init), ENV)).status
}

export const REQUEST_TAKES: Takes<typeof REQUEST_LIMITS> = {
  tokenChars: (amount) =>
    isTaken(/is longer than/, () => {
      try {
        parseToken("x".repeat(amount), [KEY])
      } catch (error) {
        if (!String(error).includes("not signed")) throw error
      }
    }),
  ownTokenChars: (amount) =>
    isTakenAtLength(amount, /would have (\d+) characters/, (chars) =>
      createToken(
        { sessionId: "s", expiresAtMs: 9e12, payload: undefined, purpose: "x".repeat(chars) },
        [KEY],
      ),
    ),
  payloadBytes: (amount) => {
    const json = JSON.stringify({ headers: {}, cookies: {}, arguments: {} }).padEnd(amount)
    const packed = deflateSync(json).toString("base64url")
    return isTaken(/payload is malformed/, () =>
      parseToken(tokenWith({ __bk__zlib_: packed }), [KEY]),
    )
  },
  admissionChars: (amount) =>
    isTakenAtLength(amount, /to be kept: (\d+) characters/, (chars) =>
      encodeAdmission(admissionOf("x".repeat(chars))),
    ),
  attachedBytes: (amount) =>
    isTaken(/a connection keeps 2048 bytes/, () => encodeConnectionData("x".repeat(amount - 2))),
  userBytes: async (amount) => {
    const bare = JSON.stringify({ id: "ada", more: "" }).length
    return (await statusOf({ id: "ada", more: "x".repeat(amount - bare) }, "/app")) === 200
  },
  postBytes: async (amount) => {
    const init = { method: "POST", body: "x".repeat(amount) }
    const status = await statusOf(undefined, "/groups/news", init)
    if (status !== 401 && status !== 413) throw new Error(`status ${status}`) // the request is not signed
    return status !== 413
  },
  fileNameChars: async (amount) => {
    const token = createToken(
      { sessionId: "s", expiresAtMs: 9e12, payload: undefined, purpose: undefined },
      [KEY],
    )
    const headers = { Authorization: `Bearer ${token}`, "Content-Length": "999999999" }
    const path = `/files/upload?name=${"x".repeat(amount)}`
    const status = await statusOf(undefined, path, { method: "POST", headers })
    if (status !== 400 && status !== 413) throw new Error(`status ${status}`) // the request is too large
    return status !== 400
  },
  fileMs: async (amount) => {
    const taking = app(
      "/",
      (_doc, context) =>
        context.on_upload(async ({ stream }) => void (await new Response(stream).text())),
      { uploads: uploads() },
    )
    const world = new LifeWorld(taking)
    await world.connect()
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const head = { name: "a", type: "", size: 10 } // which has a millisecond more
    const answer = world.life.upload(admissionOf("http://server.org/ws"), head, readable)
    await settled()
    await world.advance(amount)
    const sent = writable.close().catch(() => undefined) // too late
    const refusal = await answer
    await sent
    return refusal === undefined
  },
  elementIdChars: async (amount) => {
    const path = `/snippet/autoload.js?bokeh-autoload-element=${"x".repeat(amount)}`
    return (await statusOf(undefined, path)) === 200
  },
}

/** Tests a request to a window with a string of the given length. */
async function isDone(action: "copyText" | "notify", length: number): Promise<boolean> {
  const asking = app("/app", (doc, context) => {
    doc.on_message("ask", () => context.connection?.[action]("x".repeat(length)))
  })
  const session = await createWorld([asking]).open("/app")
  const asked = session.send_message("ask", null)
  return asked.then(
    () => true,
    (error: unknown) => {
      if (String(error).includes(`${action}: expected a string`)) return false
      throw error
    },
  )
}

export const WINDOW_TAKES: Takes<typeof WINDOW_LIMITS> = {
  noticeChars: (amount) => isDone("notify", amount),
  copiedChars: (amount) => isDone("copyText", amount),
}

/** Tests a copy with a title or note of the given length. */
async function isPublished(options: { readonly title: string; readonly note?: string }) {
  const publishing = app("/app", (doc, context) => {
    doc.on_message("publish", async () => {
      await context.publish(options).then(
        () => doc.send_message("answer", "published"),
        (error: unknown) => doc.send_message("answer", String(error)),
      )
    })
  })
  const session = await createWorld([publishing]).open("/app")
  await session.send_message("publish", null)
  const [answer] = session.messages
  if (answer === undefined) throw new Error("no answer")
  return answer.data === "published"
}

export const SHARING_TAKES: Takes<typeof SHARING_LIMITS> = {
  titleChars: (amount) => isPublished({ title: "x".repeat(amount) }),
  noteChars: (amount) => isPublished({ title: "x", note: "x".repeat(amount) }),
  // Pictures have only certain lengths. At the limit this one is no valid picture, but not too long.
  previewChars: (amount) =>
    isTaken(/the preview has \d+ characters/, () => {
      try {
        assertPreview("x".repeat(amount))
      } catch (error) {
        if (!String(error).includes("the preview must be a")) throw error
      }
    }),
}

/** Tests sockets from one address on a server without the platform's rate limit. */
function mayStart() {
  const sessions = new NewSessions()
  const headers = { "CF-Connecting-IP": "2001:db8::1" }
  const ask = (nowMs: number) =>
    sessions.mayStart(new Request("http://server.org", { headers }), {}, nowMs)
  /** Whether the given number of sockets are all accepted. */
  return async (amount: number, nowMs: number) => {
    const answers = await Promise.all(Array.from({ length: amount }, () => ask(nowMs)))
    return answers.every(Boolean)
  }
}

export const NEW_SESSION_TAKES: Takes<typeof NEW_SESSION_LIMITS> = {
  burst: (amount) => mayStart()(amount, 0),
  perSecond: async (amount) => {
    const start = mayStart()
    await start(NEW_SESSION_LIMITS.burst, 0)
    return start(amount, 1000)
  },
}
