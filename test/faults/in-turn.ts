/** What concerns the same thing happens one after the other; of different things, at once. */
export type InTurn = <Result>(thing: string, work: () => Promise<Result>) => Promise<Result>

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (thing, work) => {
    const mine = (last.get(thing) ?? Promise.resolve()).then(work)
    last.set(
      thing,
      mine.catch(() => undefined),
    )
    return mine
  }
}
