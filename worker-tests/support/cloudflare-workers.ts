// A stub for plain Node, so that apps can be loaded: bokeh-edge needs the class to exist, and nothing runs it.

export class DurableObject {
  readonly ctx: unknown
  readonly env: unknown

  constructor(ctx: unknown, env: unknown) {
    this.ctx = ctx
    this.env = env
  }
}
