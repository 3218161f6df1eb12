import { z } from 'zod'

/** No object of ours has more fields that somebody would look for. */
const MOST_NAMED = 20

/** Of zod: a field that there is not is refused with those that there are. */
export const nameKnownFields: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined
  const known = Object.keys(issue.inst.shape)
  if (known.length === 0) return `${NOT_KNOWN}: there are none`
  const named = known.slice(0, MOST_NAMED).join(', ')
  const more = known.length - MOST_NAMED
  return `${NOT_KNOWN}: there ${known.length === 1 ? 'is' : 'are'} ${named}${more > 0 ? ` and ${more} more` : ''}`
}

export const NOT_KNOWN = 'is not a field that is known here'
