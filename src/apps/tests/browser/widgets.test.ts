// Every widget of /widgets, driven with mouse and keyboard. The page shows what its server callback received beside it.

import { join } from "node:path"

import type { Browser, Locator, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import {
  documentsAreDrawn,
  openBrowser,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { type RunningWorker, startWorker } from "../../../../worker-tests/support/start-worker.ts"

let worker: RunningWorker
let browser: Browser
let page: Page
let errors: readonly string[]
beforeAll(async () => {
  worker = await startWorker({ entry: EXAMPLES })
  browser = await openBrowser()
  ;({ page, errors } = await openPage(browser, `${worker.url}/widgets`))
  await documentsAreDrawn(page)
})
afterAll(async () => {
  expect(errors).toEqual([])
  await browser.close()
  await worker.stop()
})

/** The page's widget of the type. Its elements are in shadow roots, which locators search. */
const widget = (name: string): Locator => page.locator(`.bk-${name}`).first()
const button = (name: string) => page.getByRole("button", { name, exact: true })
const day = (text: string) =>
  page
    .locator(".flatpickr-calendar.open .flatpickr-day:not(.prevMonthDay, .nextMonthDay)")
    .getByText(text, { exact: true })

async function press(name: string, handle: number, key: string): Promise<void> {
  await widget(name).locator(".noUi-handle").nth(handle).press(key)
}

async function type(label: string, text: string): Promise<void> {
  await page.getByLabel(label).fill(text)
  await page.getByLabel(label).press("Enter")
}

/** Opens a picker's calendar, clicks the given days, and closes it. */
async function pick(name: string, ...days: readonly string[]): Promise<void> {
  await widget(name).locator("input:visible").first().click()
  for (const text of days) await day(text).click()
  await page.keyboard.press("Escape")
  await page.mouse.click(900, 600)
}

type Case = readonly [label: string, drive: () => Promise<unknown>, heard: string | RegExp]

const CASES: Readonly<Record<string, readonly Case[]>> = {
  Buttons: [
    ["Button", () => button("Click me").click(), /^clicked at: string "\d\d:\d\d/],
    ["Toggle", () => button("Toggle me").click(), "active: boolean true"],
    [
      "Dropdown",
      async () => {
        await button("Choose").click()
        await page.getByText("Coffee").first().click()
      },
      'item: string "coffee"',
    ],
    ["Dropdown, split", () => button("Click or choose").click(), /^clicked at: string/],
    ["HelpButton", () => widget("HelpButton").hover(), "visible: boolean true"],
    ["Checkbox", () => widget("Checkbox").locator("input").click(), "active: boolean true"],
    ["Switch", () => widget("Switch").locator(".bk-body").click(), "active: boolean true"],
    [
      "CheckboxGroup",
      () => widget("CheckboxGroup").getByText("Air").click(),
      "active: array [0,2]",
    ],
    ["RadioGroup", () => widget("RadioGroup").getByText("Water").click(), "active: number 1"],
    [
      "CheckboxButtonGroup",
      () => widget("CheckboxButtonGroup").getByText("Water").click(),
      "active: array [0,1]",
    ],
    [
      "RadioButtonGroup",
      () => widget("RadioButtonGroup").getByText("Air").click(),
      "active: number 2",
    ],
  ],
  Choices: [
    ["Select", () => page.getByLabel("One city").selectOption("Oslo"), 'value: string "Oslo"'],
    [
      "Select, grouped",
      () => page.getByLabel("By continent").selectOption({ label: "Tokyo" }),
      'value: string "tok"',
    ],
    [
      "MultiSelect",
      () => widget("MultiSelect").locator("select").selectOption(["Athens", "Paris"]),
      'value: array ["Athens","Paris"]',
    ],
    [
      "MultiChoice",
      async () => {
        await widget("MultiChoice").locator("input").click()
        await widget("MultiChoice").getByRole("option", { name: "Lisbon" }).click()
      },
      'value: array ["Lisbon"]',
    ],
    [
      "AutocompleteInput",
      async () => {
        await page.getByLabel("Type a city").pressSequentially("ma")
        await page.keyboard.press("Enter")
      },
      'value: string "Madrid"',
    ],
    [
      "PaletteSelect",
      async () => {
        await widget("PaletteSelect").getByText("Viridis").click()
        await page.getByText("Magma").click()
      },
      'value: string "Magma"',
    ],
    ["ColorPicker", () => page.getByLabel("A color").fill("#ff8800"), 'color: string "#ff8800"'],
  ],
  Sliders: [
    ["Slider", () => press("Slider", 0, "ArrowRight"), "value: number 5.5"],
    ["Progress", () => press("Slider", 0, "ArrowRight"), "value: number 60"],
    ["RangeSlider", () => press("RangeSlider", 1, "ArrowLeft"), "value: array [2,7]"],
    [
      "DateSlider",
      () => press("DateSlider", 0, "ArrowRight"),
      `value: number ${Date.UTC(2026, 3, 12)}`,
    ],
    [
      "DateRangeSlider",
      () => press("DateRangeSlider", 0, "ArrowRight"),
      `value: array [${Date.UTC(2026, 1, 1)},${Date.UTC(2026, 11, 1)}]`,
    ],
    [
      "DatetimeRangeSlider",
      () => press("DatetimeRangeSlider", 0, "ArrowRight"),
      `value: array [${Date.UTC(2026, 0, 2, 1)},${Date.UTC(2026, 0, 4)}]`,
    ],
    ["CategoricalSlider", () => press("CategoricalSlider", 0, "ArrowRight"), 'value: string "L"'],
  ],
  "Days and times": [
    ["DatePicker", () => pick("DatePicker", "24"), 'value: string "2026-11-24"'],
    [
      "DateRangePicker",
      () => pick("DateRangePicker", "3", "8"),
      'value: array ["2026-11-03","2026-11-08"]',
    ],
    [
      "MultipleDatePicker",
      () => pick("MultipleDatePicker", "12"),
      'value: array ["2026-11-01","2026-11-12"]',
    ],
    ["DatetimePicker", () => pick("DatetimePicker", "9"), 'value: string "2026-11-09T12:00:00"'],
    [
      "DatetimeRangePicker",
      () => pick("DatetimeRangePicker", "5", "6"),
      /^value: array \["2026-11-05T\d\d:00:00","2026-11-06T\d\d:00:00"\]$/,
    ],
    [
      "MultipleDatetimePicker",
      () => pick("MultipleDatetimePicker", "2"),
      /^value: array \["2026-11-01T12:00:00","2026-11-02T12:00:00"\]$/,
    ],
    [
      "TimePicker",
      async () => {
        await widget("TimePicker").locator("input:visible").first().click()
        await page.locator(".flatpickr-calendar.open .flatpickr-hour").fill("17")
        await page.keyboard.press("Enter")
      },
      'value: string "17:00:00"',
    ],
  ],
  "Texts and numbers": [
    ["TextInput", () => type("Enter sends it", "<b>é</b>"), 'value: string "<b>é</b>"'],
    ["PasswordInput", () => type("A password", "secret"), 'value: string "secret"'],
    [
      "TextAreaInput",
      async () => {
        await page.getByLabel("Several lines").fill("one\ntwo")
        await page.getByLabel("Several lines").blur()
      },
      String.raw`value: string "one\ntwo"`,
    ],
    ["NumericInput", () => type("A whole number", "42"), "value: number 42"],
    ["Spinner", () => page.getByLabel("Steps of a half").press("ArrowUp"), "value: number 1.5"],
    [
      "FileInput",
      () =>
        widget("FileInput")
          .locator("input")
          .setInputFiles(
            join(import.meta.dirname, "../../../../worker-tests/interop/requirements.txt"),
          ),
      /^value: string "[\w+/=]{8,}"/,
    ],
    ["Div", () => type("A text for these four", "*new*"), 'text: string "*new*"'],
    ["Paragraph", () => Promise.resolve(), 'text: string "*new*"'],
    ["PreText", () => Promise.resolve(), 'text: string "*new*"'],
    ["Markdown", () => widget("Markdown").locator("em").waitFor(), 'text: string "*new*"'],
  ],
  Tables: [
    [
      "cells: double-click edits",
      async () => {
        await widget("DataTable").getByText("Lima").click()
        // A selection redraws the row, and a double click needs both clicks after that.
        await expect.poll(() => echoOf("rows: click, Ctrl, Shift")).toContain("[2]")
        await widget("DataTable").getByText("Lima").dblclick()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("Quito")
        await page.keyboard.press("Enter")
      },
      /^data: object .*"Cairo","Lagos","Quito","Tokyo"/,
    ],
    [
      "rows: click, Ctrl, Shift",
      async () => {
        await widget("DataTable").getByText("Cairo").click()
        await expect.poll(() => echoOf("rows: click, Ctrl, Shift")).toContain("[0]")
        await widget("DataTable")
          .getByText("Tokyo")
          .click({ modifiers: ["Control"] })
      },
      "indices: array [0,3]",
    ],
  ],
  "Tabs and dialogs": [
    ["Tabs", () => page.getByText("Three", { exact: true }).click(), "active: number 2"],
    [
      "Dialog",
      async () => {
        await button("Open the dialog").click()
        await type("Asked in a dialog", "answer")
      },
      'value: string "answer"',
    ],
  ],
}

describe.each(Object.entries(CASES))("the tab %s", (title, cases) => {
  beforeAll(() => page.getByText(title, { exact: true }).first().click())
  afterAll(() => screenshot(page, `widgets ${title}`))

  it.each(cases)(
    "has a widget %s that sends its changes to the server",
    async (label, drive, heard) => {
      await drive()
      await expect.poll(() => echoOf(label)).toMatch(heard)
    },
  )
})

function echoOf(label: string): Promise<string> {
  return page.evaluate((name) => {
    const { Bokeh } = globalThis as unknown as {
      Bokeh: { documents: { get_model_by_name(name: string): { text: string } | null }[] }
    }
    return Bokeh.documents[0]?.get_model_by_name(name)?.text ?? "no such echo"
  }, `echo of ${label}`)
}
