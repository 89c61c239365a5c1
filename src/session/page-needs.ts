// What the page of a document must allow: see src/pages/content-policy.ts.

import { type Document, internalsOf } from "../document/document.ts"
import { isOwnerOnly } from "../document/owner-only.ts"
import { HasProps } from "../model/has-props.ts"
import { partsOf } from "../model/references.ts"
import { runsCode } from "./code.ts"

/** The policy is a header, so its length must be bounded. */
const MAX_SOURCES = 20
const URLS = /\b(https?:)\/\/([^\s/"'()<>,;\\?#]+)/gi
const HOST = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?$/i

/** The servers that the API of Google Maps uses. */
const GOOGLE = ["https://*.googleapis.com", "https://*.gstatic.com", "https://*.google.com"]

export interface PageNeeds {
  /** Whether a browser must compile strings of the document to functions. */
  readonly runsCode: boolean
  /** Other servers from which the document, as its handler built it, loads something. */
  readonly sources: readonly string[]
}

export function needsOf(document: Document): PageNeeds {
  const { graph } = internalsOf(document)
  return { runsCode: runsCode(graph.all()), sources: sourcesOf(document) }
}

/** Pages that show what strangers have made of a document may use only these servers. */
function sourcesOf(document: Document): readonly string[] {
  const { build } = internalsOf(document)
  const found = new Set<string>()
  // A document that a client has put in its place is a stranger's.
  if (build.isReplaced) return []
  for (const model of build.models) {
    if (isOwnerOnly(model)) continue
    if (model.type === "GMapPlot" || model.type === "GMap") for (const one of GOOGLE) found.add(one)
    for (const value of build.valuesOf(model)?.values() ?? []) addFrom(value, found)
  }
  return [...found].slice(0, MAX_SOURCES)
}

function addFrom(value: unknown, found: Set<string>): void {
  if (found.size >= MAX_SOURCES) return
  if (typeof value === "string") {
    for (const [, scheme = "", host = ""] of value.matchAll(URLS)) addSource(scheme, host, found)
  } else if (isNested(value)) for (const part of partsOf(value)) addFrom(part, found)
}

/** A tile source has "{s}" where the servers' names differ. */
function addSource(scheme: string, host: string, found: Set<string>): void {
  const name = host.replace(/\{[^}]*\}/, "*")
  if (HOST.test(name)) found.add(`${scheme.toLowerCase()}//${name}`)
}

/** Models are visited separately. */
function isNested(value: unknown): value is object {
  if (typeof value !== "object" || value === null || value instanceof HasProps) return false
  return !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)
}
