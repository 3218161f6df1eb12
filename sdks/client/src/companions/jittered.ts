/** Ten percent more or less: processes that were started together do not stay in step. */
export function jittered(ms: number, random: () => number): number {
  return ms * (0.9 + 0.2 * random())
}
