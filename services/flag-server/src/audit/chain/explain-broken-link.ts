import type pg from 'pg'
import { type Fault, fault } from './fault.ts'
import { rowsBetween, rowWithHash } from './read-rows.ts'
import { type BrokenLink, rewritten, words } from './walk-chain.ts'

/**
 * What was done where a row does not follow the one it was written after. That one tells: it stands
 * further back, then what lies between does not belong there; or further on, then this one does not;
 * or nowhere, then it was sealed anew.
 */
export async function explainBrokenLink(
  client: pg.ClientBase,
  { row, before }: BrokenLink,
): Promise<readonly Fault[]> {
  const { chain } = row
  const was = await rowWithHash(client, chain, row.previousHash)
  const isFirst = /^0+$/.test(row.previousHash)
  if (!was && !isFirst) return [rewritten(chain, before ?? row)]
  const wasSeq = was?.seq ?? 0
  if (wasSeq >= row.seq) return [reordered(row)]
  const between = await rowsBetween(client, chain, [wasSeq, row.seq - 1])
  return between
    .filter(({ seq }) => seq > wasSeq)
    .map((one) => {
      const previous = between.find(({ seq }) => seq === one.seq - 1)
      const follows = previous ? previous.hash === one.previousHash : /^0+$/.test(one.previousHash)
      return follows ? fault('inserted', chain, one, `${words(one)} was inserted`) : reordered(one)
    })
}

function reordered(row: BrokenLink['row']): Fault {
  return fault('reordered', row.chain, row, `${words(row)} was written at another place`)
}
