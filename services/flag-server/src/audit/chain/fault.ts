/** What is wrong with a chain, and where. */
export interface Fault {
  /**
   * - `edited`: a row says something else than when it was sealed
   * - `deleted`: rows are missing
   * - `inserted`: a row is there that was not written at its place
   * - `reordered`: a row was written at another place
   * - `rewritten`: a row was sealed anew, or rows were deleted after it and the rest renumbered
   * - `head`: the record of the chain's end is gone
   * - `anchor`: the chain does not contain what it ended with when the anchor was taken
   */
  readonly kind: 'edited' | 'deleted' | 'inserted' | 'reordered' | 'rewritten' | 'head' | 'anchor'
  readonly chain: string
  /** Of the row, or of the first that is missing. */
  readonly seq: number
  /** Of the row; null when it is missing. */
  readonly id: string | null
  /** A sentence for a person. */
  readonly message: string
}

export function fault(
  kind: Fault['kind'],
  chain: string,
  { seq, id = null }: { seq: number; id?: string | null },
  message: string,
): Fault {
  return { kind, chain, seq, id, message }
}
