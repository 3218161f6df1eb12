const NBSP = '\u00a0'

/** `143`, `41,200`. */
export function count(n: number): string {
  return n.toLocaleString('en')
}

/** `1 SDK`, `143 SDKs`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)}${NBSP}${n === 1 ? one : many}`
}

/** Milliseconds as a person reads them: `0.4 ms`, `38 ms`, `1.2 s`. */
export function milliseconds(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)}${NBSP}ms`
  if (ms < 1_000) return `${Math.round(ms)}${NBSP}ms`
  return `${(ms / 1_000).toFixed(1)}${NBSP}s`
}

/** A share in 1/1000 of a percent as `25 %`, exact to the last digit. */
export function percent(share: number): string {
  return `${share / 1_000}${NBSP}%`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
