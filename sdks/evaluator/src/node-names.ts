/** Flags and segments share one map and one graph; no flag's key has a quote. */
export function segmentNode(key: string): string {
  return `"${key}`
}

export function isFlagNode(node: string): boolean {
  return !node.startsWith('"')
}
