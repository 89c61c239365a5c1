// The script of a page or snippet: a task, and the code that runs it.

import type { Task } from "../client/task.ts"
import { scriptLiteral } from "../util/html.ts"
import { CLIENT_SCRIPT, UPLOADS_SCRIPT } from "./generated/client.ts"

/** A statement that is safe in a script element. */
export function clientScript(task: Task): string {
  const takesFiles = "embed" in task && task.embed.uploads !== undefined
  const uploads = takesFiles ? `${UPLOADS_SCRIPT}\n` : ""
  return `${uploads}(function(TASK){${CLIENT_SCRIPT}})(${scriptLiteral(task)});\n`
}
