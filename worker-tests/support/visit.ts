// One visitor's actions in a session, by the names of its models, with crashes and deploys in between.

import { app, type Context, type Document } from "bokeh-edge"
import { expect } from "vitest"

import { type LifeOptions, LifeWorld } from "./life.ts"
import { modelsIn, type SentModel } from "./sent-models.ts"
import { modelChanged } from "./session.ts"

export type Build = (doc: Document, context: Context) => void | Promise<void>

export class Visit {
  readonly world: LifeWorld
  #socket: Awaited<ReturnType<LifeWorld["connect"]>> | undefined

  constructor(build: Build, settings: LifeOptions["settings"] = {}) {
    this.world = new LifeWorld(app("/app", build), { settings })
  }

  /** The log without the warnings about an empty layout. */
  get faults(): readonly string[] {
    return this.world.errors.filter((error) => !error.startsWith("W-"))
  }

  async tell(msg_type: string, msg_data: unknown = null): Promise<void> {
    await this.#patch({ kind: "MessageSent", msg_type, msg_data })
  }

  async click(name: string): Promise<void> {
    const values = { type: "map", entries: [["model", { id: (await this.#find(name)).id }]] }
    await this.tell("bokeh_event", { type: "event", name: "button_click", values })
  }

  async set(name: string, attr: string, value: unknown): Promise<void> {
    await this.#patch(modelChanged((await this.#find(name)).id, attr, value))
  }

  async get(name: string, attr: string): Promise<unknown> {
    return (await this.#find(name)).attributes[attr]
  }

  async names(): Promise<readonly unknown[]> {
    const models = modelsIn(JSON.parse(await this.world.pull(await this.#open())))
    return models.flatMap(({ attributes }) => attributes["name"] ?? [])
  }

  /** @param isLater a checkpoint has been written in the meantime */
  async crash(isLater = false): Promise<void> {
    if (isLater) await this.world.advance(1000)
    this.world.evict()
  }

  async deploy(version: string, build: Build): Promise<void> {
    this.world.version = version
    this.world.route = app("/app", build)
    this.world.evict()
    const socket = this.#socket
    this.#socket = undefined
    if (socket !== undefined) await this.world.close(socket)
  }

  async #open() {
    if (this.#socket !== undefined) return this.#socket
    this.#socket = await this.world.connect()
    await this.world.pull(this.#socket)
    await this.world.advance(1000)
    return this.#socket
  }

  async #patch(event: object): Promise<void> {
    const socket = await this.#open()
    await this.world.patch(socket, event)
    expect(socket.takeTypes().at(-1)).toBe("OK")
  }

  async #find(name: string): Promise<SentModel> {
    const models = modelsIn(JSON.parse(await this.world.pull(await this.#open())))
    const found = models.find(({ attributes }) => attributes["name"] === name)
    if (found === undefined) throw new Error(`there is no model '${name}'`)
    return found
  }
}
