import { z } from 'zod'
import { invalid } from '../http/app-error.ts'
import { Key } from '../http/fields.ts'
import type { Sort } from './flag-query.ts'

/** The last flag of a page: what comes after it comes next, whatever was made or gone meanwhile. */
export interface FlagCursor {
  /** What it is sorted by, in milliseconds since 1970; 0 when by key. */
  readonly value: number
  readonly key: string
}

const Written = z.tuple([z.string(), z.number(), Key])

export function writeCursor(sort: Sort, { value, key }: FlagCursor): string {
  return Buffer.from(JSON.stringify([sort, value, key])).toString('base64url')
}

/** 400 for what is no cursor, or one of another order. */
export function readCursor(sort: Sort, text: string): FlagCursor {
  const parsed = Written.safeParse(jsonOf(text))
  if (!parsed.success || parsed.data[0] !== sort) {
    throw invalid([{ path: 'querystring.cursor', message: 'is not from a page of this query' }])
  }
  const [, value, key] = parsed.data
  return { value, key }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}
