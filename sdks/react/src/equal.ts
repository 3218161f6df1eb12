/** Compared by what is in them; everything else by identity. */
const PLAIN = [Object.prototype, Array.prototype, null]

/**
 * Whether two contexts, or two decisions, say the same. After 10,000 comparisons (something
 * cyclic), or when reading throws, they are taken to differ: that costs a render and nothing else.
 */
export function equal(
  a: unknown,
  b: unknown,
  budget: { left: number } = { left: 10_000 },
): boolean {
  if (Object.is(a, b)) return true
  try {
    const kind = Object.getPrototypeOf(a)
    if (!PLAIN.includes(kind) || Object.getPrototypeOf(b) !== kind) return false
    return sameContent(a as Record<string, unknown>, b as Record<string, unknown>, budget)
  } catch {
    // Null and undefined have no prototype; and a getter may throw anything.
    return false
  }
}

function sameContent(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  budget: { left: number },
): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) => budget.left-- > 0 && Object.hasOwn(b, name) && equal(a[name], b[name], budget),
    )
  )
}
