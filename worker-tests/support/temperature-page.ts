// The temperature app's page, used by keyboard.

import type { Page } from "playwright-core"

import { columnData } from "./browser.ts"

/** Moves the slider to the right by the given number of days. */
export async function moveSlider(page: Page, days: number): Promise<void> {
  await page.locator(".noUi-handle").focus()
  for (let i = 0; i < days; i++) await page.keyboard.press("ArrowRight")
}

/** The line's value on a day in the first spring, which differs for each position of the slider. */
export async function shownTemperature(page: Page): Promise<number> {
  return (await temperatures(page))[DAY] ?? NaN
}

/** The expected value at a position of the slider, from the values at position 0. */
export async function meanTemperature(page: Page, days: number): Promise<number> {
  const last = (await temperatures(page)).slice(DAY + 1 - days, DAY + 1)
  return last.reduce((sum, value) => sum + value, 0) / days
}

const DAY = 100

async function temperatures(page: Page): Promise<readonly number[]> {
  return ((await columnData(page))["temperature"] ?? []).map(Number)
}
