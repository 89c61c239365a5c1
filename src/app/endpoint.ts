/** The endpoints that a route serves below its path. */
export type Endpoint = "page" | "autoload" | "embed" | "socket" | "metadata" | "upload"
