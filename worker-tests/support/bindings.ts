// The required bindings of a Worker, for tests that reach no object and load no file.

export const BINDINGS = {
  BOKEH_EDGE_HOSTS: "*",
  SESSIONS: {},
  GROUPS: {},
  SNAPSHOTS: {},
  ASSETS: {
    // The server checks whether BokehJS is among the files.
    fetch: (_url: string, { method }: RequestInit = {}) =>
      Promise.resolve(new Response(null, { status: method === "HEAD" ? 200 : 404 })),
  },
}
