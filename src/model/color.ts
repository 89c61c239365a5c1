// Colors as objects: RGB and HSL, lighter, darker, and as CSS. Source: Python bokeh.colors.color (3.10)

import { rgbaOf } from "./css-color.ts"

abstract class ColorObject {
  abstract to_rgb(): RGB
  abstract to_hsl(): HSL

  toString(): string {
    return this.to_rgb().to_css()
  }
}

/** Red, green and blue from 0 to 255, alpha from 0 to 1. */
export class RGB extends ColorObject {
  readonly r: number
  readonly g: number
  readonly b: number
  readonly a: number

  // oxlint-disable-next-line eslint/max-params -- Python's
  constructor(r: number, g: number, b: number, a = 1) {
    super()
    ;[this.r, this.g, this.b, this.a] = [r, g, b, a]
  }

  /** From a name, or "#rrggbb". @throws ModelError for anything else */
  static from_hex_string(text: string): RGB {
    const [r, g, b, a] = rgbaOf(text)
    return new RGB(r, g, b, a / 255)
  }

  to_css(): string {
    const { r, g, b, a } = this
    return a === 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${a})`
  }

  /** "#rrggbb", with alpha "#rrggbbaa". */
  to_hex(): string {
    const parts = [this.r, this.g, this.b, ...(this.a < 1 ? [Math.round(this.a * 255)] : [])]
    return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`
  }

  to_rgb(): RGB {
    return this
  }

  to_hsl(): HSL {
    const [r, g, b] = [this.r / 255, this.g / 255, this.b / 255]
    const [max, min] = [Math.max(r, g, b), Math.min(r, g, b)]
    const l = (max + min) / 2
    if (max === min) return new HSL(0, 0, l, this.a)
    const chroma = max - min
    const sixth =
      max === r
        ? ((g - b) / chroma + 6) % 6
        : max === g
          ? (b - r) / chroma + 2
          : (r - g) / chroma + 4
    return new HSL(Math.round(sixth * 60), chroma / (1 - Math.abs(2 * l - 1)), l, this.a)
  }

  /** `amount` is added to the lightness, which goes from 0 to 1. */
  lighten(amount: number): RGB {
    return this.to_hsl().lighten(amount).to_rgb()
  }

  darken(amount: number): RGB {
    return this.lighten(-amount)
  }

  /** The perceived brightness, from 0 to 1. */
  get brightness(): number {
    return Math.sqrt(0.299 * this.r ** 2 + 0.587 * this.g ** 2 + 0.114 * this.b ** 2) / 255
  }

  get luminance(): number {
    return (0.2126 * this.r ** 2.2 + 0.7152 * this.g ** 2.2 + 0.0722 * this.b ** 2.2) / 255 ** 2.2
  }
}

/** Hue in degrees, saturation, lightness and alpha from 0 to 1. */
export class HSL extends ColorObject {
  readonly h: number
  readonly s: number
  readonly l: number
  readonly a: number

  // oxlint-disable-next-line eslint/max-params -- Python's
  constructor(h: number, s: number, l: number, a = 1) {
    super()
    ;[this.h, this.s, this.l, this.a] = [h, s, l, a]
  }

  to_css(): string {
    const { h, s, l, a } = this
    const parts = `${h}, ${s * 100}%, ${l * 100}%`
    return a === 1 ? `hsl(${parts})` : `hsla(${parts}, ${a})`
  }

  to_hsl(): HSL {
    return this
  }

  to_rgb(): RGB {
    const { h, s, l } = this
    const part = (n: number) => {
      const k = (n + h / 30) % 12
      return Math.round(
        255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))),
      )
    }
    return new RGB(part(0), part(8), part(4), this.a)
  }

  lighten(amount: number): HSL {
    return new HSL(this.h, this.s, Math.min(Math.max(this.l + amount, 0), 1), this.a)
  }

  darken(amount: number): HSL {
    return this.lighten(-amount)
  }
}
