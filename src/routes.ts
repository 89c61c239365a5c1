// What this repository's Worker serves: each route, and each list of routes, that is exported here.

// oxlint-disable-next-line no-useless-empty-export, require-module-specifiers -- a module also when it exports nothing
export {}
export { examples } from "./apps/examples.ts" // To drop the examples, delete this line and the folder src/apps.
