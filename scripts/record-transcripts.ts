// node scripts/record-transcripts.ts: records the wire of a real Bokeh server again in worker-tests/fixtures/transcripts.

import { execFileSync } from "node:child_process"
import { join } from "node:path"

import { ensurePython } from "./ensure-python.ts"

const [folder = join(import.meta.dirname, "../worker-tests/fixtures/transcripts")] =
  process.argv.slice(2)
const recorder = join(import.meta.dirname, "record_transcripts.py")
execFileSync(ensurePython(), [recorder, folder], {
  stdio: "inherit",
  env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", BOKEH_PY_LOG_LEVEL: "critical" },
})
