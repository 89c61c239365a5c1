// Apps whose sessions are not for everybody: each shows in its title for whom and where it was built.

import { app, type Auth, type Handler } from "bokeh-edge"

const titled: Handler = (doc, { params, user, id }) => {
  doc.title = `${JSON.stringify(params)} of ${user?.id ?? "nobody"} in ${id}`
}

/** Users are in the teams that their requests say. */
const inTeam: Auth = (request, { params }) => {
  const id = request.headers.get("X-User")
  const teams = request.headers.get("X-Teams")?.split(" ") ?? []
  if (id === null) return new Response("Sign in.", { status: 401 })
  return teams.includes(String(params["team"])) ? { id } : new Response("No.", { status: 403 })
}

/** Everybody who says a name, with a role. */
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
