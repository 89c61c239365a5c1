// Applies what is stored to a document, silently: no callback runs, and nothing counts as a change.

import { applyPatch } from "../document/apply-patch.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { restoreFirstFormat } from "../document/first-format.ts"
import { keepBuilt } from "../document/kept-models.ts"
import {
  rebuildPart,
  restoreDocument,
  type RestoreOptions as DocumentOptions,
} from "../document/restore-document.ts"
import { partsIn, renamedIn } from "../document/sound-content.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import { errorText } from "../util/error-text.ts"
import { fieldsOf } from "../util/record.ts"
import type { StoredRecord } from "./record.ts"
import type { State } from "./stored-state.ts"

export function restoreState(
  document: Document,
  state: State,
  options: Omit<DocumentOptions, "base" | "changes">,
): void {
  const { graph } = internalsOf(document)
  silently(document, () => {
    if (state.format === 1) {
      restoreFirstFormat(document, state.content, state.buffers, options.builtFor)
    } else {
      const { base, changes } = state
      restoreDocument(document, { ...options, base, changes })
    }
    for (const turn of state.turns) {
      replayTurn(document, turn, options)
      graph.lastNumber = lastNumberIn(turn.content) ?? graph.lastNumber
    }
  })
}

/** An event that does not fit is left out; the others are applied. */
function replayTurn(
  document: Document,
  { content, buffers }: StoredRecord,
  options: Pick<DocumentOptions, "rebuildsParts" | "lost">,
): void {
  const internals = internalsOf(document)
  const { graph, build } = internals
  const turn = fieldsOf(content)
  const parts = partsIn(turn["parts"], options.lost)
  const isRebuilt = parts.map((part) => rebuildPart(document, part, options))
  if (parts.length > 0) {
    graph.lastNumber = lastNumberIn(content) ?? graph.lastNumber
    keepBuilt(internals)
  }
  graph.renamed = new Map(renamedIn(turn["renamed"], options.lost))
  for (const event of eventsOf(content) ?? []) {
    try {
      applyPatch(document, { events: [event], buffers }, RESTORED)
    } catch (error) {
      const { model, attr } = fieldsOf(event)
      const named = fieldsOf(model)["id"]
      const id = typeof named === "string" ? named : ""
      const { type = "" } = graph.find(id) ?? {}
      options.lost({
        id,
        type,
        ...(typeof attr === "string" && { attr }),
        reason: errorText(error),
      })
    }
  }
  graph.renamed.clear()
  const findKept = build.finder()
  parts.forEach(({ name, args, models }, i) => {
    const found = models.flatMap(([id]) => graph.find(id) ?? findKept(id) ?? [])
    if (isRebuilt[i] !== true) build.addPart({ name, args, models: found }, true)
  })
  internals.takeChanges()
}

/** The last id that this server had given when the turn was stored; turns of older versions do not have it. */
function lastNumberIn(content: unknown): number | undefined {
  const number = fieldsOf(content)["lastNumber"]
  return Number.isSafeInteger(number) ? Number(number) : undefined
}

export function silently<T>(document: Document, action: () => T): T {
  const internals = internalsOf(document)
  internals.callbacks.isSilent = true
  const result = internals.changeAs(RESTORED, action)
  internals.takeChanges()
  internals.callbacks.isSilent = false
  return result
}

/** The origin of stored changes: no client. */
const RESTORED = {}
