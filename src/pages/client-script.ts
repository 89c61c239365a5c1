// The script of a page or snippet: what is to be done, and the code that does it.

import type { Task } from "../client/task.ts"
import { scriptLiteral } from "../util/html.ts"
import { CLIENT_SCRIPT, UPLOADS_SCRIPT } from "./generated/client.ts"

/** A statement that may stand in a script element. */
export function clientScript(task: Task): string {
  const takesFiles = "embed" in task && task.embed.uploads !== undefined
  const uploads = takesFiles ? `${UPLOADS_SCRIPT}\n` : ""
  return `${uploads}(function(TASK){${CLIENT_SCRIPT}})(${scriptLiteral(task)});\n`
}
