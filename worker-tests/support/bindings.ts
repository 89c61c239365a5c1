// Bindings of the names that a Worker must have, for tests that reach no object and load no file.

export const BINDINGS = {
  BOKEH_EDGE_HOSTS: "*",
  SESSIONS: {},
  GROUPS: {},
  SNAPSHOTS: {},
  ASSETS: {
    // Of BokehJS it is asked whether it is there.
    fetch: (_url: string, { method }: RequestInit = {}) =>
      Promise.resolve(new Response(null, { status: method === "HEAD" ? 200 : 404 })),
  },
}
