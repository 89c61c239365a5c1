// Errors in a client's message, and what the client sees of them.

import { CLOSE, CLOSE_TEXT, type CloseCode } from "../util/close-codes.ts"

/** The framing or the message type is broken: the socket is closed with this code, and with the message as the reason. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError"
  readonly closeCode: CloseCode

  constructor(message: string, closeCode: CloseCode = CLOSE.protocolError) {
    super(message)
    this.closeCode = closeCode
  }
}

/** For a code that needs no explanation. */
export function closing(code: CloseCode): ProtocolError {
  return new ProtocolError(CLOSE_TEXT[code], code)
}

/** The content of one message is wrong: the client gets an ERROR reply and stays connected. */
export class MessageError extends Error {
  override readonly name = "MessageError"
  readonly msgid: string

  constructor(msgid: string, message: string) {
    super(message)
    this.msgid = msgid
  }
}
