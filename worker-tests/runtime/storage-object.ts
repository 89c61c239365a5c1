// An empty object on whose storage tests open stores.

import { DurableObject } from "cloudflare:workers"

export class StorageObject extends DurableObject {}
