// The models in a message, at any depth.

/** A model as sent. */
export interface SentModel {
  readonly id: string
  readonly attributes: Readonly<Record<string, unknown>>
}

export function modelsIn(value: unknown): readonly SentModel[] {
  if (typeof value !== "object" || value === null) return []
  const own = "attributes" in value && "id" in value ? [value as unknown as SentModel] : []
  return [...own, ...Object.values(value).flatMap(modelsIn)]
}
