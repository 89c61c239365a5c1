// An object with nothing of its own: tests open stores over its storage.

import { DurableObject } from "cloudflare:workers"

export class StorageObject extends DurableObject {}
