// The app's values of `context.storage`: JSON, beside the session's own values.

import type { KeyValue } from "../../app/context.ts"
import type { MetaStore } from "../../ports.ts"
import { checkedJson } from "../../util/checked-json.ts"
import { parseJson } from "../../util/parse-json.ts"
import type { Losses } from "./losses.ts"

export function appStorageOn(store: MetaStore, losses: Pick<Losses, "value">): KeyValue {
  return {
    get: (key) => {
      const text = store.getMeta(`app ${key}`)
      if (text === undefined) return undefined
      const value = parseJson(text)
      if (value === undefined) losses.value(`app ${key}`, "what the app had noted")
      return value
    },
    put: (key, value) => {
      const refused = (reason: string) => new TypeError(`storage: the value of '${key}' ${reason}`)
      store.setMeta(`app ${key}`, checkedJson(value, refused))
    },
    delete: (key) => store.deleteMeta(`app ${key}`),
  }
}
