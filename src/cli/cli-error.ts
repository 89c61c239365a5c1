// A mistake in a command: reported in one line, without a stack.

export class CliError extends Error {
  override readonly name = "CliError"
}
