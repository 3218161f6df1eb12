import { type Fault, fault } from './fault.ts'
import { rowHash, type SealedRow } from './row-hash.ts'

export interface ChainRow extends SealedRow {
  readonly chain: string
  readonly seq: number
  readonly hash: string
}

/** Where a chain ends by its record; null when there is none. */
export type Head = { readonly seq: number; readonly hash: string } | null

/** A row that follows another than when it was written. */
export interface BrokenLink {
  readonly row: ChainRow
  readonly before: ChainRow | null
}

export interface ChainWalk {
  /** The next row of the chain, by `seq`. */
  see(row: ChainRow): void
  /** After the last row. */
  end(): { readonly faults: readonly Fault[]; readonly broken: readonly BrokenLink[] }
}

const START = '0'.repeat(64)

/** More than anybody reads: a chain sealed wrongly from its start on has as many faults as rows. */
export const MOST_FAULTS = 1_000

/** Goes along one chain. Which rows broken links are about is for who can look rows up. */
export function walkChain(chain: string, head: Head): ChainWalk {
  const faults: Fault[] = []
  const broken: BrokenLink[] = []
  let last: ChainRow | null = null
  /** What the next row may name as the hash before it. */
  let lastHashes: readonly string[] = [START]

  function add(found: Fault): void {
    if (faults.length < MOST_FAULTS) faults.push(found)
  }

  function missing(from: number, to: number, after: ChainRow | null): void {
    const which = from === to ? `row ${from} is` : `rows ${from} to ${to} are`
    const where = after ? `after entry ${after.id} of ${after.at}` : 'at the beginning'
    add(fault('deleted', chain, { seq: from }, `${which} missing, ${where}`))
  }

  return {
    see(row) {
      const lastSeq: number = last?.seq ?? 0
      if (row.seq <= lastSeq || (head && row.seq > head.seq)) {
        add(fault('inserted', chain, row, `${words(row)} was not written through the server`))
        return
      }
      const computed = rowHash(row)
      if (row.seq > lastSeq + 1) missing(lastSeq + 1, row.seq - 1, last)
      if (computed !== row.hash) {
        add(fault('edited', chain, row, `${words(row)} was edited`))
      } else if (row.seq === lastSeq + 1 && !lastHashes.includes(row.previousHash)) {
        if (broken.length < MOST_FAULTS) broken.push({ row, before: last })
      }
      last = row
      lastHashes = [row.hash, computed]
    },
    end() {
      const lastSeq: number = last?.seq ?? 0
      if (!head) {
        const message = 'the record of where this chain ends is missing'
        add(fault('head', chain, { seq: lastSeq }, message))
      } else if (head.seq > lastSeq) {
        missing(lastSeq + 1, head.seq, last)
      } else if (last && !lastHashes.includes(head.hash)) {
        add(rewritten(chain, last))
      }
      return { faults, broken }
    },
  }
}

export function rewritten(chain: string, row: ChainRow): Fault {
  const message = `${words(row)} was sealed anew, or rows after it were deleted and the rest renumbered`
  return fault('rewritten', chain, row, message)
}

/** `entry 17 (flag.killed new-checkout, 2026-11-23T10:41:07.123Z)` */
export function words({ id, action, targetKey, at }: SealedRow): string {
  return `entry ${id} (${action} ${targetKey}, ${at})`
}
