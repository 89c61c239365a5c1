// The temperature app's page, as a person with a keyboard uses it.

import type { Page } from "playwright-core"

import { columnData } from "./browser.ts"

/** Moves the slider to the right by that many days. */
export async function moveSlider(page: Page, days: number): Promise<void> {
  await page.locator(".noUi-handle").focus()
  for (let i = 0; i < days; i++) await page.keyboard.press("ArrowRight")
}

/** What the line shows on a day in the first spring, which is another number for each position of the slider. */
export async function shownTemperature(page: Page): Promise<number> {
  return (await temperatures(page))[DAY] ?? NaN
}

/** What it is to show at a position of the slider, from what it shows at 0. */
export async function meanTemperature(page: Page, days: number): Promise<number> {
  const last = (await temperatures(page)).slice(DAY + 1 - days, DAY + 1)
  return last.reduce((sum, value) => sum + value, 0) / days
}

const DAY = 100

async function temperatures(page: Page): Promise<readonly number[]> {
  return ((await columnData(page))["temperature"] ?? []).map(Number)
}
