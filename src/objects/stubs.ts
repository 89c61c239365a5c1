// The objects: each by its name, typed by the calls that it answers. The Worker and the objects share these functions.

import { ConfigError } from "../env.ts"
import { type Admission, encodeAdmission } from "./admission.ts"
import type { GroupRpc } from "./group-rpc.ts"
import { sessionName } from "./names.ts"
import { ADMISSION_HEADER, type MemberRpc, type SessionRpc } from "./session-rpc.ts"
import type { SnapshotRpc } from "./snapshot-rpc.ts"
import { encodeUpload, UPLOAD_HEADER, type UploadHead } from "./upload.ts"

type Env = Readonly<Record<string, unknown>>

/**
 * The binding of a class with these calls. Not `DurableObjectNamespace<T>`: its types turn every result that contains
 * `unknown` into `never`, which can be assigned to anything.
 */
interface Namespace<T> {
  getByName(name: string): T & Pick<Fetcher, "fetch">
  get(id: DurableObjectId): T
  idFromString(id: string): DurableObjectId
}

/** The session that an admission is for. @throws ConfigError when the binding is missing */
export function sessionStub(env: Env, admission: Admission): SessionRpc & Pick<Fetcher, "fetch"> {
  return sessionsOf(env).getByName(sessionName(admission, admission.sessionId))
}

/** Passes a socket to its session's object. @throws AdmissionError when the admission is too long to be stored */
export function openSocket(env: Env, admission: Admission, request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set(ADMISSION_HEADER, encodeAdmission(admission)) // replaces whatever a client sent under this name
  return sessionStub(env, admission).fetch(request.url, { headers })
}

/** Passes a file to its session's object. */
export function openUpload(
  env: Env,
  admission: Admission,
  { body }: Request,
  head: UploadHead,
): Promise<Response> {
  const headers = {
    [ADMISSION_HEADER]: encodeAdmission(admission),
    [UPLOAD_HEADER]: encodeUpload(head),
  }
  return sessionStub(env, admission).fetch(admission.request.url, { method: "POST", headers, body })
}

/** A session as a member of a group. @param id of its object */
export function memberStub(env: Env, id: string): MemberRpc {
  const sessions = sessionsOf(env)
  return sessions.get(sessions.idFromString(id))
}

/** When somebody last changed a session: see SessionRpc. @param id of its object */
export async function changedAtMs(env: Env, id: string): Promise<number | undefined> {
  const sessions = sessionsOf(env)
  return sessions.get(sessions.idFromString(id)).changedAtMs()
}

/** The group with that name, or a shard. @throws ConfigError when the binding is missing */
export function groupStub(env: Env, name: string): GroupRpc {
  return namespace<GroupRpc>(env, "GROUPS", "GroupObject").getByName(name)
}

/** @throws ConfigError when the binding is missing */
export function snapshotStub(env: Env, id: string): SnapshotRpc {
  return namespace<SnapshotRpc>(env, "SNAPSHOTS", "SnapshotObject").getByName(id)
}

function sessionsOf(env: Env): Namespace<SessionRpc> {
  return namespace<SessionRpc>(env, "SESSIONS", "SessionObject")
}

function namespace<T>(
  env: Env,
  name: "SESSIONS" | "GROUPS" | "SNAPSHOTS",
  className: string,
): Namespace<T> {
  const binding = env[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of that name is one in wrangler.toml
  if (typeof binding === "object" && binding !== null) return binding as Namespace<T>
  throw new ConfigError(
    `the binding ${name} is missing: bind it to the class ${className} in wrangler.toml`,
  )
}
