// A route's own page, from the Worker's side; worker-tests/browser/template.test.ts tests it in BokehJS.

import { beforeEach, describe, expect, it } from "vitest"

import { document } from "../../../src/app/route.ts"
import { autoload } from "../../../src/app/route.ts"
import type { PageParts } from "../../../src/app/template.ts"
import { Document } from "../../../src/document/document.ts"
import { serverDocument } from "../../../src/http/server-document.ts"
import { createFetch } from "../../../src/http/server.ts"
import { Div } from "../../../src/model/generated/models.ts"
import { type Admission } from "../../../src/objects/admission.ts"
import { placeKey } from "../../../src/objects/names.ts"
import type { Outlined } from "../../../src/objects/session-rpc.ts"
import { createInvite } from "../../../src/session/invite.ts"
import { outlineOf } from "../../../src/session/outline.ts"
import { html } from "../../../src/util/html.ts"
import { BINDINGS } from "../../support/bindings.ts"

let parts: PageParts | undefined
let asked: Admission[] = []
let answer: Outlined = {
  state: "outlined",
  runsCode: false,
  sources: [],
  outline: { title: "T", roots: [], template_variables: {} },
}
const handler = () => undefined
const serve = createFetch([
  document("/plain", handler, { favicon: "/icon.svg?a&b", head: html`<meta name="more">` }),
  document("/own/:name", handler, {
    title: "<Own>",
    headers: ["X-Who"],
    template: (page) => {
      parts = page
      return html`<title>${page.title}</title>
          ${page.resources}${page.embed('a"b')}${page.embed()}`
    },
  }),
  document("/forgot", handler, { template: () => html`<p>nothing</p>` }),
  document("/outline", handler, {
    template: async (page) => html`${page.resources}${(await page.outline()).title}`,
  }),
  autoload("/snippet", handler),
])
const env = {
  ...BINDINGS,
  ...BINDINGS,
  BOKEH_SECRET_KEY: "secret",
  BOKEH_EDGE_DEV: "1",
  BOKEH_EDGE_HOSTS: "server.org",
  SESSIONS: {
    getByName: () => ({
      outline: (admission: Admission) => {
        asked.push(admission)
        return Promise.resolve(answer)
      },
    }),
  },
}

async function get(path: string): Promise<{ status: number; body: string }> {
  const request = new Request(`http://server.org${path}`, { headers: { "X-Who": "me" } })
  const response = await serve(request, env)
  return { status: response.status, body: await response.text() }
}

beforeEach(() => {
  asked = []
})

describe("the page without a template", () => {
  it("has the route's icon and the route's additions to the head", async () => {
    const { body } = await get("/plain")
    expect(body).toContain('<link rel="icon" href="/icon.svg?a&amp;b">')
    expect(body).toContain('<meta name="more">')
    expect(body).toContain('<div data-bokeh-root="" style="display: contents"></div>')
    expect(asked).toEqual([])
  })
})

describe("a read-only visitor", () => {
  const invited = (pattern: string, role: "viewer" | "editor", params = {}) => {
    const place = placeKey({ pattern, params })
    const invite = { id: "i", sessionId: "s", place, role, expiresAtMs: Date.now() + 60_000 }
    return `bokeh-invite=${encodeURIComponent(createInvite(invite, ["secret"]))}`
  }

  it("is shown as read-only on the page", async () => {
    const note = "You are viewing this page: only others can change it."
    expect((await get(`/plain?${invited("/plain", "viewer")}`)).body).toContain(note)
    expect((await get(`/plain?${invited("/plain", "editor")}`)).body).not.toContain(note)
    expect((await get("/plain?bokeh-view")).body).not.toContain(note)
  })

  it("is known to a template", async () => {
    await get(`/own/Ada?${invited("/own/:name", "viewer", { name: "Ada" })}`)
    expect(parts?.isViewer).toBe(true)
    await get("/own/Ada")
    expect(parts?.isViewer).toBe(false)
  })
})

describe("a template", () => {
  it("receives the page's parts, and calls no session's object", async () => {
    const { status, body } = await get("/own/Ada%20L?q=1&q=2")
    expect(status).toBe(200)
    expect(parts).toMatchObject({
      title: "<Own>",
      params: { name: "Ada L" },
      request: { arguments: { q: ["1", "2"] }, headers: { "X-Who": "me" } },
    })
    expect(body).toContain("<title>&lt;Own&gt;</title>")
    expect(body).toContain('<div data-bokeh-root="a&quot;b" ')
    expect(body).toContain(`nonce="${parts?.nonce ?? ""}"`)
    expect(asked).toEqual([])
  })

  it("is rejected with the reason when it does not place the resources", async () => {
    const { status, body } = await get("/forgot")
    expect(status).toBe(500)
    expect(body).toContain("the template of /forgot does not place its resources")
  })

  it("receives the outline from the session's object, in a call with the same rights as the socket's", async () => {
    const { body } = await get("/outline?q=1")
    expect(body).toContain("</script>T")
    expect(asked[0]).toMatchObject({
      pattern: "/outline",
      request: { url: "http://server.org/outline/ws", arguments: { q: ["1"] } },
    })
    expect(asked).toHaveLength(1)
  })

  it("shows why the handler failed", async () => {
    answer = { state: "refused", status: 500, reason: "no data" }
    const { status, body } = await get("/outline")
    expect([status, body]).toEqual([500, expect.stringContaining("no data")])
  })
})

describe("a document's outline", () => {
  it("has its title, its roots in order, and its template variables", () => {
    const doc = new Document()
    doc.title = "Two"
    const roots = [new Div({ name: "a" }), new Div()]
    for (const root of roots) doc.add_root(root)
    doc.template_variables["subtitle"] = "of many"
    expect(outlineOf(doc)).toEqual({
      title: "Two",
      template_variables: { subtitle: "of many" },
      roots: [
        { id: roots[0]?.id, type: "Div", name: "a" },
        { id: roots[1]?.id, type: "Div", name: "" },
      ],
    })
  })
})

describe("a snippet with places for single roots", () => {
  it("maps each root's name to the id of its element, whatever characters the name has", async () => {
    const tag = serverDocument("http://server.org/snippet", {
      roots: { "the plot": "left", 'a"b</script>': "x" },
    })
    const src = /src="([^"]+)"/.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const { body } = await get(src.replace("http://server.org", ""))
    expect(body).toContain(String.raw`"roots":{"the plot":"left","a\"b\u003c/script>":"x"}`)
  })

  it.for(["plot", "plot ", " id", ""])("can't have the place '%s'", async (place) => {
    const query = new URLSearchParams([
      ["bokeh-autoload-element", "el"],
      ["bokeh-autoload-root", place],
    ])
    const { status, body } = await get(`/snippet/autoload.js?${query.toString()}`)
    expect(status).toBe(400)
    expect(body).toContain("bokeh-autoload-root must be")
  })
})
