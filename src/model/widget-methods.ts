// The methods that some widgets have beside their properties. Source: Python bokeh.models.widgets.buttons and
// bokeh.models.widgets.inputs (3.10)

import { EventValue } from "../serialization/values.ts"
import { ButtonClick, type EventCallback, MenuItemClick } from "./events.ts"
import { type HasProps, stateOf } from "./has-props.ts"
import { getProperty } from "./property-value.ts"

export interface ButtonMethods {
  on_click(...callbacks: readonly EventCallback<ButtonClick>[]): void
  /** Runs the callbacks (CustomJS ...) in the browser. */
  js_on_click(...callbacks: readonly HasProps[]): void
}

export const buttonMethods: ButtonMethods & ThisType<HasProps> = {
  on_click(...callbacks) {
    this.on_event(ButtonClick, ...callbacks)
  },
  js_on_click(...callbacks) {
    this.js_on_event(ButtonClick, ...callbacks)
  },
}

export interface DropdownMethods<Event = MenuItemClick> {
  /** Calls back with the clicked item of its menu. A click on a split button itself is a ButtonClick, which has no item. */
  on_click(...callbacks: readonly EventCallback<Event>[]): void
  js_on_click(...callbacks: readonly HasProps[]): void
}

export const dropdownMethods: DropdownMethods<ButtonClick | MenuItemClick> & ThisType<HasProps> = {
  on_click(...callbacks) {
    this.on_event(ButtonClick, ...callbacks)
    this.on_event(MenuItemClick, ...callbacks)
  },
  js_on_click(...callbacks) {
    this.js_on_event(ButtonClick, ...callbacks)
    this.js_on_event(MenuItemClick, ...callbacks)
  },
}

export interface ToggleMethods {
  on_click(...callbacks: readonly ((active: boolean) => unknown)[]): void
  js_on_click(...callbacks: readonly HasProps[]): void
}

export const toggleMethods: ToggleMethods & ThisType<HasProps> = {
  on_click(...callbacks) {
    for (const callback of callbacks) {
      this.on_change("active", (_attr, _old, active) => callback(active === true))
    }
  },
  js_on_click(...callbacks) {
    this.js_on_change("active", ...callbacks)
  },
}

/** Browsers set it when the slider is released: before, it is the value, as in Python. */
export const sliderMethods: object & ThisType<HasProps> = {
  get value_throttled() {
    return getProperty(this, "value_throttled") ?? getProperty(this, "value")
  },
}

export interface FileInputMethods {
  /** Clears the chosen files, in the browsers that show it. */
  clear(): void
}

export const fileInputMethods: FileInputMethods & ThisType<HasProps> = {
  clear() {
    stateOf(this).owner?.sendEvent(new EventValue("clear_input", { model: this }))
  },
}

export interface DateMethods {
  /** The value as a point in time. */
  readonly value_as_datetime: Date
  /** The value's day, which begins at midnight UTC. */
  readonly value_as_date: Date
}

export interface DateRangeMethods {
  /** Both ends as points in time. */
  readonly value_as_datetime: readonly [Date, Date]
  /** The days of both ends, which begin at midnight UTC. */
  readonly value_as_date: readonly [Date, Date]
}

/** For sliders of one date, and of two. */
export const dateMethods: object & ThisType<HasProps> = {
  get value_as_datetime() {
    return mapped(getProperty(this, "value"), timeOf)
  },
  get value_as_date() {
    return mapped(getProperty(this, "value"), dayOf)
  },
}

function mapped(value: unknown, of: (milliseconds: number) => Date): unknown {
  return Array.isArray(value) ? value.map(of) : of(Number(value))
}

function dayOf(milliseconds: number): Date {
  return timeOf(timeOf(milliseconds).setUTCHours(0, 0, 0, 0))
}

function timeOf(milliseconds: number): Date {
  // oxlint-disable-next-line eslint/no-restricted-globals -- reads a number, not the clock
  return new Date(milliseconds)
}
