// Apps with restricted sessions. Each document's title has the user and the path that it was built for.

import { app, type Auth, type Handler } from "bokeh-edge"

const titled: Handler = (doc, { params, user, id }) => {
  doc.title = `${JSON.stringify(params)} of ${user?.id ?? "nobody"} in ${id}`
}

/** A user is in the teams that the request names. */
const inTeam: Auth = (request, { params }) => {
  const id = request.headers.get("X-User")
  const teams = request.headers.get("X-Teams")?.split(" ") ?? []
  if (id === null) return new Response("Sign in.", { status: 401 })
  return teams.includes(String(params["team"])) ? { id } : new Response("No.", { status: 403 })
}

/** Admits everybody who gives a name, with a role. */
const named: Auth = (request) => {
  const [id, role] = (request.headers.get("X-User") ?? "").split(" ")
  return id ? { id, role } : new Response("Sign in.", { status: 401 })
}

export const guarded = [
  app("/board/:board", titled, { auth: named, session: { shared: "path" } }),
  app("/team/:team", titled, { auth: inTeam }),
  app("/remembered/:rest<path>", titled, { session: { resume: "cookie" } }),
  app("/external", titled, { session: { ids: "external" } }),
]
