// What an app (or a client's patch) did wrong with a model: which model, which argument, what to do.

export class ModelError extends Error {
  override readonly name = "ModelError"
}
