/** Ends the compilation of a flag that cannot be evaluated; says so in its `errorMessage`. */
export function refuse(value: unknown): never {
  throw new TypeError(`cannot evaluate ${JSON.stringify(value)}`)
}
