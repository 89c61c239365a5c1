// A mistake of whoever typed the command: told in one line, without a stack.

export class CliError extends Error {
  override readonly name = "CliError"
}
