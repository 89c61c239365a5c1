import { describe, expect, it } from "vitest"

import { parseConfig } from "../../src/env.ts"

const KEY = { BOKEH_SECRET_KEY: "secret" }

/** From bokeh.settings (3.9.2). */
const OTHERS_OF_BOKEH = (
  "AUTH_MODULE BROWSER CDN_VERSION CHROMEDRIVER_PATH COMPRESSION_LEVEL COOKIE_SECRET DEFAULT_SERVER_HOST " +
  "DEFAULT_SERVER_PORT DEV DOCS_CDN DOCS_VERSION ICO_PATH IGNORE_FILENAME NODEJS_PATH PERFORM_ERROR_DIAGNOSTICS PRETTY " +
  "ROOTDIR SERIALIZE_INCLUDE_DEFAULTS SIMPLE_IDS SSL_CERTFILE SSL_KEYFILE SSL_PASSWORD VALIDATE_DOC VALIDATION_LEVEL " +
  "XSRF_COOKIES"
).split(" ")

describe("the Worker's variables", () => {
  it("have Bokeh's defaults", () => {
    expect(parseConfig({ ...KEY })).toEqual({
      secretKeys: ["secret"],
      allowedOrigins: [],
      resources: "cdn",
      isMinified: true,
      logLevel: "info",
      serverLogLevel: "info",
      tokenExpirationMs: 300_000,
      maxMessageBytes: 20_971_520,
      keepAliveMs: 37_000,
      isDevelopment: false,
      isForgetful: false,
    })
  })

  it("make the server itself serve BokehJS where it has static files", () => {
    expect(parseConfig({ ...KEY, ASSETS: {} }).resources).toBe("server")
  })

  it("are parsed once", () => {
    const env = { ...KEY }
    expect(parseConfig(env)).toBe(parseConfig(env))
  })

  it.each<readonly [object, string]>([
    [{ BOKEH_SECRET_KEY: " " }, "BOKEH_SECRET_KEY is missing"],
    [{ BOKEH_SECRET_KEY: 1 }, "BOKEH_SECRET_KEY must be a string"],
    [{ BOKEH_SIGN_SESSIONS: "no" }, "BOKEH_SIGN_SESSIONS can't be switched off"],
    [{ BOKEH_SIGN_SESSIONS: "maybe" }, "BOKEH_SIGN_SESSIONS must be one of yes, true"],
    [{ BOKEH_PY_LOG_LEVEL: "loud" }, "BOKEH_PY_LOG_LEVEL must be one of trace, debug"],
    [{ BOKEH_LOG_LEVEL: "none" }, "BOKEH_LOG_LEVEL must be one of trace, debug"],
    [{ BOKEH_RESOURCES: "moon" }, "BOKEH_RESOURCES must be one of server, cdn, inline, got 'moon'"],
    [{ ASSETS: {}, BOKEH_MINIFIED: "no" }, "BOKEH_MINIFIED=no needs BOKEH_RESOURCES=cdn"],
    [{ BOKEH_LOGLEVEL: "info" }, "no variable BOKEH_LOGLEVEL: did you mean BOKEH_LOG_LEVEL?"],
    [{ BOKEH_ALLOW_WS_ORIGINS: "*" }, "did you mean BOKEH_ALLOW_WS_ORIGIN?"],
  ])("are rejected: %o", (env, message) => {
    expect(() => parseConfig({ ...KEY, ...env })).toThrow(message)
  })

  it.each([
    { BOKEH_SIGN_SESSIONS: "yes" },
    { BOKEH_SIGN_SESSIONS: "1" },
    { BOKEH_MINIFIED: "no" },
    Object.fromEntries(OTHERS_OF_BOKEH.map((name) => [`BOKEH_${name}`, "x"])),
    { BOKEH_EDGE_DB: {}, BOKEH_DATABASE: "x", MY_OWN: "x" },
  ])("are accepted: %o", (env) => {
    expect(parseConfig({ ...KEY, ...env }).secretKeys).toEqual(["secret"])
  })
})
