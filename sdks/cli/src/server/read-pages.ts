import { z } from 'zod/mini'
import type { Api } from './api.ts'

const Next = z.looseObject({ nextCursor: z.nullable(z.union([z.string(), z.number()])) })

/** Every page of a list, until there is no next one. */
export async function readPages<T extends z.ZodMiniType>(
  api: Api,
  path: string,
  query: URLSearchParams,
  shape: T,
): Promise<z.output<T>[]> {
  const pages: z.output<T>[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    if (cursor !== '') query.set('cursor', cursor)
    const page: z.output<T> = await api.get(`${path}?${query}`, shape)
    pages.push(page)
    const { nextCursor } = z.parse(Next, page)
    cursor = nextCursor === null ? null : String(nextCursor)
  }
  return pages
}
