// The search of the documents' site: finds sections that contain all words, in an index that is loaded when somebody types.

import type { SearchEntry } from "./search-entry.ts"

const MAX_RESULTS = 12
const AROUND = 60

interface Found {
  readonly entry: SearchEntry
  readonly score: number
}

function find(entries: readonly SearchEntry[], query: string): readonly SearchEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = entries.flatMap((entry): Found[] => {
    const scores = words.map((word) => scoreOf(entry, word))
    return scores.includes(0) ? [] : [{ entry, score: scores.reduce((sum, one) => sum + one) }]
  })
  return found
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_RESULTS)
    .map(({ entry }) => entry)
}

/** 0 when it does not contain the word. */
function scoreOf({ section, title, text }: SearchEntry, word: string): number {
  const heading = section.toLowerCase()
  if (heading === word) return 50
  if (heading.startsWith(word)) return 20
  if (heading.includes(word)) return 10
  if (title.toLowerCase().includes(word)) return 5
  return text.toLowerCase().includes(word) ? 1 : 0
}

function resultOf({ title, section, url, text }: SearchEntry, query: string): HTMLElement {
  const item = document.createElement("li")
  const link = document.createElement("a")
  link.href = new URL(url, root).href
  const name = document.createElement("b")
  name.textContent = section === title ? title : `${title}: ${section}`
  const words = document.createElement("span")
  words.textContent = excerpt(text, query)
  link.append(name, words)
  item.append(link)
  return item
}

function excerpt(text: string, query: string): string {
  const [word = ""] = query.toLowerCase().split(/\s+/).filter(Boolean)
  const at = Math.max(0, text.toLowerCase().indexOf(word) - AROUND)
  const part = text.slice(at, at + 2 * AROUND)
  return `${at > 0 ? "..." : ""}${part}${at + part.length < text.length ? "..." : ""}`
}

/** The site's root, which has this script. */
const root = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : ""

let index: Promise<readonly SearchEntry[]> | undefined

async function loadIndex(): Promise<readonly SearchEntry[]> {
  const response = await fetch(new URL("search.json", root))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the site's own file
  return (await response.json()) as readonly SearchEntry[]
}

function start(input: HTMLInputElement, results: HTMLElement): void {
  const search = async () => {
    const query = input.value
    index ??= loadIndex()
    const found = find(await index, query)
    if (input.value !== query) return // somebody has typed more
    results.replaceChildren(...found.map((entry) => resultOf(entry, query)))
    if (found.length === 0 && query.trim() !== "")
      results.textContent = "No page has all these words."
    results.hidden = query.trim() === ""
  }
  input.addEventListener("input", () => void search())
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault()
    results.querySelector("a")?.click()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") results.hidden = true
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    input.focus()
  })
}

const input = document.querySelector("input[type=search]")
const results = document.querySelector(".results")
if (input instanceof HTMLInputElement && results instanceof HTMLElement) start(input, results)
