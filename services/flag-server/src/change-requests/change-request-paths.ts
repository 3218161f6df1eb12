import { z } from 'zod'
import { Key } from '../http/fields.ts'

export const OneRequest = z.object({
  project: Key,
  number: z.coerce.number().int().min(1).max(2_147_483_647),
})

export const REQUESTS = '/projects/:project/change-requests'
export const REQUEST = `${REQUESTS}/:number`
