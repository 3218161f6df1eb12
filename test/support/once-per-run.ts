interface Shared<T> {
  readonly made: Promise<T>
  users: number
}

/**
 * Something that is made once for a whole run and unmade after its last user. vitest loads a global
 * setup file once for every project that names it, each time as a module of its own: only the global
 * object is common to them.
 */
export function oncePerRun<T>(
  name: string,
  make: () => Promise<T>,
  unmake: (made: T) => Promise<void>,
): { use(): Promise<T>; release(): Promise<void> } {
  const key = Symbol.for(`bunting.test.${name}`)
  const shared: { [key: symbol]: Shared<T> | undefined } = globalThis
  return {
    use: () => {
      const mine = shared[key] ?? { made: make(), users: 0 }
      mine.users += 1
      shared[key] = mine
      return mine.made
    },
    release: async () => {
      const mine = shared[key]
      if (!mine) return
      mine.users -= 1
      if (mine.users > 0) return
      shared[key] = undefined
      await unmake(await mine.made)
    },
  }
}
