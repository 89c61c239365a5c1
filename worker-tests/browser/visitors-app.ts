// Apps with their own login, with Cloudflare Access, and with everything that a path can carry.

import { app, type Auth, cloudflareAccess, createServer, Div, type Handler } from "bokeh-edge"

const COOKIE = /(?:^|; )visitor=(\w+)/

const byCookie: Auth = (request) => {
  const id = COOKIE.exec(request.headers.get("Cookie") ?? "")?.[1]
  if (id === undefined) return Response.redirect(new URL("/login", request.url).href)
  return { id, name: id.toUpperCase() }
}

let access: Auth | undefined
const byAccess: Auth = (request, context) => {
  access ??= cloudflareAccess({ team: String(context.env["TEAM"]), audience: "tag" })
  return access(request, context)
}

const says: Handler = (doc, { user, params, request }) => {
  const text = JSON.stringify({ user, params, arguments: request.arguments })
  doc.add_root(new Div({ text, disable_math: true }))
}

const server = createServer([
  app("/mine", says, { auth: byCookie }),
  app("/access", says, { auth: byAccess }),
  app("/path/:title/:rest<path>", says, { ws: "so/cket" }),
])

export default {
  fetch: (request: Request, env: Readonly<Record<string, unknown>>) =>
    new URL(request.url).pathname === "/login" ? login(request) : server.fetch(request, env),
}

/** A login without a password. */
function login(request: Request): Response {
  const headers = { Location: new URL("/mine", request.url).href, "Set-Cookie": "visitor=ada" }
  return new Response(null, { status: 302, headers })
}

export const { SessionObject, GroupObject, SnapshotObject } = server
