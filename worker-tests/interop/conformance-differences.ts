// Intentional differences from Bokeh's Tornado server, with their reasons. A listed difference that does not occur is a
// failure.

export interface Difference {
  /** Matches the names of the exchanges, all of which have the difference. */
  readonly exchanges: RegExp
  readonly field: string
  /** The two answers. An answer that is left out can be anything. */
  readonly tornado?: unknown
  readonly ours?: unknown
  readonly why: string
}

const HTTP: readonly Difference[] = [
  {
    exchanges: /^(page|no snippet).*(garbage|empty) token$/,
    field: "status",
    tornado: 500,
    ours: 403,
    why: "A wrong token is the client's mistake, and not a fault of the server.",
  },
  {
    exchanges: /^(page|no snippet).* an app that fails$/,
    field: "status",
    tornado: 500,
    ours: 200,
    why: "The handler runs when the socket opens: the page itself then shows why it failed.",
  },
  {
    exchanges: /^HEAD /,
    field: "status",
    tornado: 405,
    ours: 200,
    why: "RFC 9110 wants HEAD wherever there is GET; monitors use it.",
  },
  {
    exchanges: /^OPTIONS .counter$/,
    field: "status",
    tornado: 405,
    ours: 204,
    why: "It tells the methods, as RFC 9110 has it.",
  },
  {
    exchanges: /^(POST|PUT|DELETE) /,
    field: "allow",
    tornado: null,
    ours: "GET, HEAD, OPTIONS",
    why: "RFC 9110 wants the methods with status 405.",
  },
  {
    exchanges: /^POST .*autoload/,
    field: "readableBy",
    tornado: "*",
    ours: null,
    why: "There is nothing to read.",
  },
  {
    exchanges: /^page with an id$|^snippet(?! with a token)/,
    field: "arguments",
    why: "What tells the server which session, and how to embed, is not the app's: it is left out.",
  },
  {
    exchanges: /^snippet for an allowed page$/,
    field: "readableBy",
    tornado: "*",
    ours: "http://friend.example",
    why: "With '*' browsers don't let a page read what came with cookies.",
  },
  {
    exchanges: /^snippet for an allowed page$/,
    field: "withCookies",
    tornado: false,
    ours: true,
    why: "The same.",
  },
  {
    exchanges: /^snippet for any other page with cookies$/,
    field: "readableBy",
    tornado: "http://stranger.example",
    ours: "*",
    why: "Any page could read the token of a visitor's own session: the cookies stay away.",
  },
  {
    exchanges: /^snippet for any other page with cookies$/,
    field: "withCookies",
    tornado: true,
    ours: false,
    why: "The same.",
  },
  {
    exchanges: /^OPTIONS .*autoload/,
    field: "status",
    tornado: 200,
    ours: 204,
    why: "There is no content; browsers take both.",
  },
  {
    exchanges: /^OPTIONS without Origin$/,
    field: "status",
    tornado: 500,
    ours: 204,
    why: "Tornado's handler fails without the header.",
  },
  {
    exchanges: /^(no snippet: a slash|page with two slashes)$/,
    field: "status",
    tornado: 404,
    ours: 200,
    why: "A slash at the end of a path makes no difference anywhere.",
  },
  {
    exchanges: /^open with a slash$/,
    field: "status",
    tornado: 404,
    ours: undefined, // it opens
    why: "The same, for sockets.",
  },
  {
    exchanges: /^icon$/,
    field: "status",
    why: "Pages name their icon (the option `favicon`); a site's own belongs into public/.",
  },
  {
    exchanges: /^a path out of the static files$/,
    field: "status",
    tornado: 403,
    ours: 404,
    why: "There is no such file; nothing is out there.",
  },
]

const SOCKET: readonly Difference[] = [
  {
    exchanges: /^open (without|with (another|three|a garbage|an expired|an unsigned))/,
    field: "code",
    why: "Tornado says nothing, or drops the connection: ours are named codes with a reason (E3).",
  },
  {
    exchanges: /^open an app that fails$/,
    field: "messages",
    tornado: [],
    ours: ["ACK", "ERROR"],
    why: "Tornado leaves the client waiting for ever, ours tells it what happened (E5).",
  },
  {
    exchanges: /^open an app that fails$/,
    field: "code",
    tornado: "silence",
    ours: 4003,
    why: "The same.",
  },
  {
    exchanges: /^change with a callback, watched$/,
    field: "watcher",
    why: "Tornado tells the others first what a callback did, and then the cause (S4).",
  },
  {
    exchanges: /^an event that nobody knows$/,
    field: "messages",
    tornado: ["ERROR"],
    ours: ["OK"],
    why: "BokehJS 3.10 has events that Bokeh 3.9 does not know; an event without a callback does no harm.",
  },
  {
    exchanges: /^a push$/,
    field: "messages",
    ours: ["OK"],
    why: "The client has what it pushed, and throws Tornado's messages away (S7).",
  },
  {
    exchanges:
      /^(a binary header|(a header|metadata|content) that is not JSON|a header without|binary content|a type that|a reply|buffers in|a buffer without|a buffer in a text frame)/,
    field: "code",
    ours: 1002,
    why: "10000 and 10001 are outside of what RFC 6455 allows: neither browsers nor Workers can send them (F3).",
  },
]

export const DIFFERENCES: readonly Difference[] = [...HTTP, ...SOCKET]
