// A viewer's page beside the owner's page: it shows whose view it is, disables widgets without effect, and offers requests.

import { join } from "node:path"

import type { Page, WebSocketRoute } from "playwright-core"
import { describe, expect, it } from "vitest"

import { documentsAreDrawn, openPage, screenshot } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: join(import.meta.dirname, "viewers-app.ts") })

async function enter(path: string): Promise<{ page: Page; errors: readonly string[] }> {
  const { page, errors } = await openPage(browser, `${worker.url}${path}`)
  await documentsAreDrawn(page)
  return { page, errors }
}

async function both(path = "/level"): Promise<{
  owner: Page
  viewer: Page
  errors: readonly string[]
  link: string
}> {
  const { page: owner } = await enter(path)
  await owner.getByRole("button", { name: "Invite" }).click()
  const shown = owner.getByText("bokeh-invite=")
  await shown.waitFor()
  const link = (await shown.textContent()) ?? ""
  const { page: viewer, errors } = await enter(link)
  return { owner, viewer, errors, link }
}

describe("a viewer's page", () => {
  it("shows whose view it is, disables widgets without effect, and hides the owner's data", async () => {
    const { owner, viewer, errors } = await both()
    await viewer.getByText("You are viewing Ann's page").waitFor()
    await expect.poll(() => viewer.getByRole("button", { name: "Invite" }).isDisabled()).toBe(true)
    await expect
      .poll(() => viewer.getByRole("button", { name: "Only here" }).isDisabled())
      .toBe(false)
    await viewer.getByRole("button", { name: "Only here" }).click()
    await expect.poll(() => viewer.title()).toBe("clicked")
    await owner.getByText("1 watching").waitFor()
    await owner.getByRole("button", { name: "Later" }).click()
    await expect.poll(() => viewer.getByRole("button", { name: "New" }).isDisabled()).toBe(true)
    await expect.poll(() => owner.getByRole("button", { name: "New" }).isDisabled()).toBe(false)
    expect(await viewer.getByText("bokeh-invite=").count()).toBe(0)
    await screenshot(viewer, "viewer")
    await screenshot(owner, "viewer-owner")
    expect(errors).toEqual([])
    await viewer.close()
    await owner.close()
  })

  it("reconnects without sending its document after its connection was cut", async () => {
    const { owner, viewer, link } = await both()
    await viewer.close()
    const { page, errors } = await openPage(browser, "about:blank")
    const sockets: WebSocketRoute[] = []
    await page.routeWebSocket(/\/ws/, (socket) => {
      sockets.push(socket)
      socket.connectToServer()
    })
    await page.goto(`${worker.url}${link}`)
    await documentsAreDrawn(page)
    await sockets[0]?.close({ code: 1012 })
    await expect.poll(() => sockets.length).toBe(2)
    await owner.getByRole("slider").press("ArrowRight")
    await page.getByText("level 4").waitFor()
    await page.getByRole("button", { name: "Ask to edit" }).click()
    await page.waitForURL((url) => !url.href.endsWith(link))
    expect(errors).toEqual([])
    await page.close()
    await owner.close()
  })

  it("has room for its note below the last root, and on a phone beside it", async () => {
    const { owner, viewer } = await both()
    await viewer.setViewportSize({ width: 390, height: 300 })
    await viewer.getByRole("button", { name: "Ask to edit" }).waitFor()
    const [last, line] = [
      viewer.getByRole("button", { name: "Tell the others" }),
      viewer.locator("[data-bokeh-note]"),
    ]
    const room = async () => {
      await viewer.evaluate("scrollTo(0, 1e6)")
      const [above, below] = [await last.boundingBox(), await line.boundingBox()]
      return (below?.y ?? NaN) - (above?.y ?? NaN) - (above?.height ?? NaN)
    }
    await expect.poll(room).toBeGreaterThanOrEqual(0)
    expect((await line.boundingBox())?.x).toBeGreaterThanOrEqual(8)
    await screenshot(viewer, "viewer-phone")
    await viewer.close()
    await owner.close()
  })

  it("makes the viewer's own copy", async () => {
    const { owner, viewer } = await both()
    await viewer.getByRole("button", { name: "Make a copy of my own" }).click()
    await viewer.waitForURL(/bokeh-snapshot=/)
    await documentsAreDrawn(viewer)
    await expect.poll(() => viewer.getByRole("button", { name: "Invite" }).isDisabled()).toBe(false)
    await viewer.getByText("Ann made this on").waitFor()
    await screenshot(viewer, "viewer-copy")
    await viewer.close()
    await owner.close()
  })

  it("shows that the invitation was revoked and no longer offers requests, even after a reload", async () => {
    const { owner, viewer, errors } = await both()
    await viewer.getByRole("button", { name: "Ask to edit" }).waitFor()
    await owner.getByRole("button", { name: "Revoke" }).click()
    await viewer.getByText("the invitation was revoked").waitFor()
    await viewer.getByRole("button", { name: "Ask to edit" }).waitFor({ state: "detached" })
    expect(await viewer.getByRole("button", { name: "Make a copy of my own" }).count()).toBe(0)
    await viewer.getByText("You are no longer a viewer: others made this.").waitFor()
    expect(await viewer.getByText("You are viewing").count()).toBe(0)
    await viewer.setViewportSize({ width: 320, height: 600 })
    const said = viewer.getByText("the invitation was revoked")
    const right = async () => {
      const { x, width } = (await said.boundingBox()) ?? { x: NaN, width: NaN }
      return x + width
    }
    await expect.poll(right).toBeLessThanOrEqual(312)
    expect((await said.boundingBox())?.x).toBeGreaterThanOrEqual(8)
    await screenshot(viewer, "viewer-revoked")
    expect(errors).toEqual([])
    await viewer.reload()
    await viewer.getByText("This link does not work: the invitation was revoked").waitFor()
    expect(await viewer.getByRole("alert").count()).toBe(0)
    await screenshot(viewer, "viewer-revoked-later")
    await viewer.close()
    await owner.close()
  })

  it("shows that the invitation was revoked, and never offers requests, if the route has no viewers()", async () => {
    const { owner, viewer, errors } = await both("/plain")
    await viewer.getByText("You are viewing Ann's page").waitFor()
    expect(await viewer.locator("[data-bokeh-note] button").count()).toBe(0)
    await owner.getByRole("button", { name: "Revoke" }).click()
    await viewer.getByText("The connection was closed: the invitation was revoked").waitFor()
    await viewer.getByText("You are no longer a viewer: others made this.").waitFor()
    expect(await viewer.getByText("You are viewing").count()).toBe(0)
    await screenshot(viewer, "viewer-plain-connection")
    expect(errors).toEqual([])
    await viewer.close()
    await owner.close()
  })

  it("is a plain page that says so when the session is over", async () => {
    const { owner, viewer, link } = await both("/brief")
    await owner.close()
    const over = viewer.getByText(
      "This link does not work: the session of the invitation is over, or of another page",
    )
    const isOver = async () => {
      await viewer.goto(`${worker.url}${link}`)
      await over.or(viewer.getByText("level 3")).waitFor()
      if (await over.isVisible()) return true
      await viewer.goto("about:blank") // a window that is connected keeps the session
      return false
    }
    await expect.poll(isOver, { interval: 3000 }).toBe(true)
    expect(await viewer.locator("[role=alert], [data-bokeh-note]").count()).toBe(0)
    await screenshot(viewer, "viewer-over")
    await viewer.close()
  })

  it("asks to edit, opens the editor's page when the app allows that, and then sends messages as an editor", async () => {
    const { owner, viewer } = await both()
    const { page: other } = await enter("/level")
    const asked = viewer.url()
    await viewer.getByRole("button", { name: "Ask to edit" }).click()
    await owner.getByText("somebody asks to edit").waitFor()
    await viewer.waitForURL((url) => url.href !== asked)
    await documentsAreDrawn(viewer)
    await viewer.getByText("Ann made this.").waitFor()
    await expect.poll(() => viewer.getByRole("button", { name: "Invite" }).isDisabled()).toBe(false)
    await viewer.getByRole("button", { name: "Invite" }).click()
    await viewer.getByText("bokeh-invite=").waitFor()
    await viewer.getByRole("button", { name: "Tell the others" }).click()
    await other.getByText("Ann has told it, by editor").waitFor()
    for (const page of [viewer, owner, other]) await page.close() // oxlint-disable-line no-await-in-loop
  })
})

describe("[A6] the page of somebody whom auth makes a viewer of a session that many share", () => {
  it("shows what others do, and says that only they can do it", async () => {
    const { page: student, errors } = await enter("/class/7b")
    const context = await browser.newContext()
    await context.addCookies([{ name: "role", value: "teacher", url: worker.url }])
    const teacher = await context.newPage()
    await teacher.goto(`${worker.url}/class/7b`)
    await student.getByText("You are viewing this page: only others can change it.").waitFor()
    expect(await teacher.getByText("You are viewing").count()).toBe(0)
    await expect.poll(() => student.getByRole("button", { name: "Invite" }).isDisabled()).toBe(true)
    await teacher.getByRole("slider").press("ArrowRight")
    await student.getByText("level 4").waitFor()
    await teacher.getByText("1 watching").waitFor()
    expect(await student.getByText("1 watching").count()).toBe(0)
    expect(errors).toEqual([])
    await student.close()
    await teacher.close()
  })
})
