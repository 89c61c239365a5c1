// The README's moving picture: one visitor of the explorer sends the other a graph. It is taken from the running app.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import type { Page } from "playwright-core"
import sharp from "sharp"
import { expect, it } from "vitest"

import { documentsAreDrawn } from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"

const PICTURE = join(import.meta.dirname, "../../../../docs/explore.webp")
const MAX_BYTES = 400_000
const VIEWPORT = { width: 1000, height: 960 }
const SCALE = 0.62
const GAP = 8
/** The duration of each frame, in milliseconds. */
const DELAYS = [1200, 1400, 1600, 2400, 3000]

const { worker, browser } = await openExamples()

it("the README's moving picture matches the app and is small (PICTURE=1 renews it)", async () => {
  const kept = isRenewed ? undefined : readFileSync(PICTURE)
  const frames = await play(kept)
  if (kept === undefined) {
    const picture = sharp([...frames], { join: { animated: true } })
    writeFileSync(PICTURE, await picture.webp({ quality: 72, effort: 6, delay: DELAYS }).toBuffer())
  }
  const picture = readFileSync(PICTURE)
  expect(picture.length).toBeLessThan(MAX_BYTES)
  expect((await sharp(picture).metadata()).pages).toBe(frames.length)
})

const isRenewed = process.env["PICTURE"] !== undefined

/** Both windows side by side after each step, as soon as they match the stored picture. */
async function play(kept: Buffer | undefined): Promise<readonly Buffer[]> {
  const [ada, bob] = [await enter("Ada"), await enter("Bob")]
  const frames: Buffer[] = []
  const take = async () => {
    const page = frames.length
    const wanted = kept && (await sharp(kept, { page }).png().toBuffer())
    let frame = await sideBySide(ada, bob)
    const differs = async () => {
      frame = await sideBySide(ada, bob)
      return wanted === undefined ? 0 : difference(wanted, frame)
    }
    // Fonts differ between machines.
    await expect.poll(differs, { interval: 500 }).toBeLessThan(0.06)
    frames.push(frame)
  }
  await ada.getByText("Bob", { exact: true }).first().waitFor()
  await take()
  await ada
    .getByLabel("Across", { exact: true })
    .selectOption({ label: "Maximum temperature (°C)" })
  await ada.getByLabel("Up", { exact: true }).selectOption({ label: "Minimum temperature (°C)" })
  await settled(ada)
  await take()
  await ada.getByLabel("Color", { exact: true }).selectOption({ label: "Day of the year" })
  await settled(ada)
  await take()
  await ada.getByRole("button", { name: "Send", exact: true }).click()
  await bob.getByText("sent you a graph").first().waitFor()
  await settled(bob)
  await take()
  await bob.getByRole("button", { name: "Open it" }).click()
  await settled(bob)
  await take()
  return frames
}

async function enter(name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 1 })
  await page.goto(`${worker.url}/explore/lab?name=${name}`)
  await documentsAreDrawn(page)
  return page
}

/** Waits until two successive pictures are the same. */
async function settled(page: Page): Promise<void> {
  let before: Buffer
  let now = await page.screenshot()
  do {
    await page.waitForTimeout(500)
    before = now
    now = await page.screenshot()
  } while (!before.equals(now))
}

async function sideBySide(...pages: readonly Page[]): Promise<Buffer> {
  const width = Math.round(VIEWPORT.width * SCALE)
  const height = Math.round(VIEWPORT.height * SCALE)
  const windows = pages.map(async (page, i) => ({
    input: await sharp(await page.screenshot())
      .resize(width, height)
      .png()
      .toBuffer(),
    left: GAP + i * (width + GAP),
    top: GAP,
  }))
  const size = { width: GAP + pages.length * (width + GAP), height: height + 2 * GAP }
  return sharp({ create: { ...size, channels: 3, background: "#c3cad6" } })
    .composite(await Promise.all(windows))
    .png()
    .toBuffer()
}

/** The difference of both pictures in 24 by 15 fields, from 0 (same) to 1. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const fields = (picture: Buffer) =>
    sharp(picture).removeAlpha().resize(24, 15, { fit: "fill" }).raw().toBuffer()
  const [a, b] = await Promise.all([fields(one), fields(other)])
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length / 255
}
