// The required lines of a project's wrangler.toml, and the lines to add when some are missing.

/** The Durable Objects: the binding's name, and the class that the Worker exports for it. */
export const OBJECT_CLASSES = {
  SESSIONS: "SessionObject",
  GROUPS: "GroupObject",
  SNAPSHOTS: "SnapshotObject",
} as const

export type ObjectBinding = keyof typeof OBJECT_CLASSES

export const OBJECT_BINDINGS: readonly ObjectBinding[] = ["SESSIONS", "GROUPS", "SNAPSHOTS"]

/** For bindings that are missing. */
export function bindingLines(missing: readonly ObjectBinding[]): string {
  return missing
    .map(
      (name) =>
        `[[durable_objects.bindings]]\nname = "${name}"\nclass_name = "${OBJECT_CLASSES[name]}"\n`,
    )
    .join("\n")
}

/** For classes that no migration names. @param tag different from the existing ones */
export function migrationLines(missing: readonly ObjectBinding[], tag: string): string {
  const classes = missing.map((name) => `"${OBJECT_CLASSES[name]}"`)
  return `[[migrations]]\ntag = "${tag}"\nnew_sqlite_classes = [${classes.join(", ")}]\n`
}

export const ASSETS_LINES = `[assets]\ndirectory = "./public"\nbinding = "ASSETS"\n`

/** For files that are imported as strings. @param ending such as ".csv" */
export function ruleLines(ending: string): string {
  return `[[rules]]\ntype = "Text"\nglobs = ["**/*${ending}"]\nfallthrough = true\n`
}
