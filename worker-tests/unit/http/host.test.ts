import { describe, expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { BINDINGS } from "../../support/bindings.ts"

const serve = createFetch([app("/a", () => undefined)])

type Env = Readonly<Record<string, string>>

/** @param more of the request, besides its Origin */
async function statusAt(host: string, env: Env, more: Env = {}, cf?: object): Promise<number> {
  const headers = { Origin: `http://${host}`, ...more }
  const request = new Request(`http://${host}/a`, { headers })
  if (cf !== undefined) Object.assign(request, { cf })
  const bound = { ...BINDINGS, BOKEH_EDGE_HOSTS: "", BOKEH_SECRET_KEY: "secret" }
  return (await serve(request, { ...bound, ...env })).status
}

describe("[H1] a server in development", () => {
  const env = { BOKEH_EDGE_DEV: "1", BOKEH_ALLOW_WS_ORIGIN: "friend.org" }

  it.each([
    ["localhost:8787", 200],
    ["app.localhost:8787", 200],
    ["127.0.0.1:8787", 200],
    ["[::1]:8787", 200],
    ["192.168.1.7", 200],
    ["web", 200],
    ["friend.org", 200],
    ["evil.example", 421],
    ["evil.example:8787", 421],
    ["localhost.evil.example", 421],
    ["127.0.0.1.evil.example", 421],
  ])("answers at the host %s: %i", async (host, status) => {
    expect(await statusAt(host, env)).toBe(status)
  })
})

describe("[H1] a server with configured hosts", () => {
  const env = { BOKEH_EDGE_HOSTS: "apps.example.org *.apps.example.org:8443" }

  it.each([
    ["apps.example.org", 200],
    ["a.apps.example.org:8443", 200],
    ["a.apps.example.org", 421],
    ["localhost", 421],
    ["evil.example", 421],
  ])("answers at the host %s: %i", async (host, status) => {
    expect(await statusAt(host, env)).toBe(status)
  })

  it("says how to allow another host", async () => {
    const response = await serve(new Request("http://evil.example/a"), {
      ...BINDINGS,
      BOKEH_SECRET_KEY: "s",
      ...env,
    })
    expect(await response.text()).toContain("&#39;evil.example&#39;: add it to BOKEH_EDGE_HOSTS")
  })
})

it("[H1] a server on Cloudflare answers at each host that leads to it", async () => {
  expect(await statusAt("any.example", {}, { "CF-Ray": "8a-ZRH" }, { colo: "ZRH" })).toBe(200)
})

describe("[H1] a self-hosted server without configured hosts", () => {
  it.each([
    ["localhost:8080", 200],
    ["127.0.0.1:8080", 200],
    ["apps", 200],
    ["friend.org", 200],
    ["evil.example", 421],
  ])("answers at the host %s: %i", async (host, status) => {
    expect(await statusAt(host, { BOKEH_ALLOW_WS_ORIGIN: "friend.org" })).toBe(status)
  })

  it("does not believe a page's claim that the request comes from Cloudflare", async () => {
    expect(await statusAt("evil.example", {}, { "CF-Ray": "8a-ZRH" })).toBe(421)
  })
})
