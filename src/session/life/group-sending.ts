// What an app sends to a group: JSON immediately, models as soon as they are stored, in the order of sending.

import { outMessage } from "../../group/bounds.ts"
import type { GroupMessage, Receipt } from "../../group/entries.ts"
import { GroupError } from "../../group/group-error.ts"
import type { Membership } from "../../group/membership.ts"
import { filled, placesIn } from "../../group/message-data.ts"
import { signed } from "../../group/person.ts"
import { HasProps } from "../../model/has-props.ts"
import { Asked } from "../../util/asked.ts"
import type { Attachments } from "../sharing/attachments.ts"

export interface SendingOptions {
  readonly attachments: Attachments
  /** Its clients may bring code: none of its models are given to others. */
  readonly hasClientCode: boolean
}

interface Enqueued {
  readonly receipt: Promise<Receipt>
}

export class GroupSending {
  readonly #options: SendingOptions
  readonly #group: string
  readonly #membership: Membership
  /** Models that are not stored yet: later messages wait for them. */
  #before: Promise<unknown> | undefined

  constructor(options: SendingOptions, group: string, membership: Membership) {
    this.#options = options
    this.#group = group
    this.#membership = membership
  }

  /** @throws GroupError immediately when it cannot be sent at all */
  send(type: string, given: unknown, to: unknown): Promise<Receipt> {
    this.#membership.assertMaySend()
    const models: HasProps[] = []
    const out = outMessage(type, given, to, placesIn(models, isModel))
    const message = signed(out, this.#membership.guest)
    if (models.length === 0 && this.#before === undefined) return this.#membership.send(message)
    const keep = models.length > 0 ? this.#attach(models) : async () => undefined
    return this.#inTurn(async () => {
      return { receipt: this.#membership.send({ ...message, attachment: await keep() }) }
    })
  }

  /** A message of `history`, with its models. */
  async open<D>(message: GroupMessage<D>): Promise<GroupMessage<D>> {
    const { attachment } = message
    if (attachment === undefined) return message
    const models = await this.#options.attachments.load(this.#group, attachment)
    return filled(message, models)
  }

  #attach(models: readonly HasProps[]): () => Promise<string> {
    const { attachments, hasClientCode } = this.#options
    if (!hasClientCode) return attachments.attach(this.#group, models)
    throw new GroupError(
      "bad-argument",
      "send: clients of this route may bring code (session.clientCode)",
    )
  }

  #inTurn(enqueue: () => Promise<Enqueued>): Promise<Receipt> {
    const turn = (this.#before ?? Promise.resolve()).then(enqueue, enqueue)
    this.#before = turn
    const done = turn.finally(() => {
      if (this.#before === turn) this.#before = undefined
    })
    return new Asked(() => done.then(({ receipt }) => receipt))
  }
}

function isModel(value: unknown): value is HasProps {
  return value instanceof HasProps
}
