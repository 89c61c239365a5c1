// In plain Node, so that apps can be loaded: what src/api.ts brings along needs the class to exist, and nothing runs it.

export class DurableObject {}
