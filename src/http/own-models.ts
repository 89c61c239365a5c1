// GET /own-models/TYPE.js: the class of an app's own model, which pages load when a document has such a model.

import { ownTypes } from "../model/definitions.ts"
import { HttpError } from "../util/http-error.ts"

export const OWN_MODELS = "/own-models"

/** Their URLs below the server's prefix, by type. Models that a document defines have none. */
export function ownModelUrls(): Readonly<Record<string, readonly string[]>> {
  const urls = [...ownTypes()].map(([type, scripts]) => {
    return [type, scripts.map(({ type: name, version }) => urlOf(name, version))] as const
  })
  return Object.fromEntries(urls)
}

function urlOf(type: string, version: string): string {
  return `${OWN_MODELS}/${type}.js?v=${version}`
}

/** @throws HttpError 404 for a type without a script */
export function answerOwnModel({ url }: Request, file: string): Response {
  const type = file.replace(/\.js$/, "")
  const script = ownTypes().get(type)?.at(-1)
  if (script?.type !== type) throw new HttpError(404, `There is no script of a model '${type}'.`)
  const isLasting = new URL(url).searchParams.get("v") === script.version
  return new Response(script.text, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": isLasting ? "public, max-age=31536000, immutable" : "no-cache",
    },
  })
}
