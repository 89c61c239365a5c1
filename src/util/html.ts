// The only place where text becomes HTML or a script.

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text // most strings, twice as fast
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** HTML that is safe to put into a page unchanged: the result of `html`. */
export class Html {
  readonly #text: string

  /** @param text trusted: nothing is escaped */
  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** The values that `html` accepts: a list stands for its items; null, undefined and false produce nothing. */
export type HtmlPart = string | number | Html | null | undefined | false | readonly HtmlPart[]

/** html`<h1>${title}</h1>`: strings are escaped for content and quoted attributes (not for scripts), Html stays unchanged. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(strings.map((text, i) => text + textOf(parts[i])).join(""))
}

function textOf(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return ""
  if (typeof part === "string") return escapeHtml(part)
  if (typeof part === "number" || part instanceof Html) return String(part)
  return part.map(textOf).join("")
}

/** A script that is safe in a script element, if `</script`, in any case, occurs only in strings and patterns. */
export function scriptText(text: string): Html {
  return new Html(text.replaceAll(/<\/(?=script)/gi, "<\\/"))
}

/** A value as a JavaScript literal that is safe inside a script element, and in old engines' strings. */
export function scriptLiteral(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
}
