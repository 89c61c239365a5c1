// The script of a page or snippet: a task, and the code that runs it.

import type { Task } from "../client/task.ts"
import { scriptLiteral } from "../util/html.ts"
import { CLIENT_SCRIPT } from "./generated/client.ts"

/** A statement that is safe in a script element. */
export function clientScript(task: Task): string {
  return `(function(TASK){${CLIENT_SCRIPT}})(${scriptLiteral(task)});\n`
}
