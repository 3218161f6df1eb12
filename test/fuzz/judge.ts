import { ERROR_STATUS } from '@bunting/flag-server/http/problem.ts'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument, Operation, Schema } from './operations.ts'
import type { WireAnswer } from './send.ts'
import type { Write } from './writes.ts'

export interface Judged {
  readonly operation: Operation
  readonly answer: WireAnswer
  /** What was committed while it was answered. */
  readonly writes: readonly Write[]
  /** Whether whoever asked may be let in at all. */
  readonly isInsider: boolean
  /** What no answer may contain. */
  readonly secrets: readonly string[]
  /** Whether the path is one of the document's. */
  readonly isAddressed: boolean
}

/**
 * What is refused and yet leaves something, as it should: the first of two steps to sign in is remembered,
 * and a change request that is found to be stale is stale from then on, for everybody who looks at it.
 */
function isTakenDown(code: string, { path }: Operation): boolean {
  if (code === 'second_factor_required') return true
  return code === 'stale_version' && path.includes('/change-requests/{number}/')
}

const PROBLEM = 'application/problem+json'

/** Why an answer cannot be; undefined when it can. */
export type Judge = (judged: Judged) => string | undefined

export function createJudge({ components }: ApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
  // ajv-formats is of before ES modules.
  ;(addFormats as unknown as typeof addFormats.default)(ajv)
  ajv.addSchema({ $id: 'api', components: { schemas: components } })
  const compiled = new Map<Schema, ValidateFunction>()

  function fits(schema: Schema, value: unknown): string | undefined {
    let validate = compiled.get(schema)
    if (!validate) {
      validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')))
      compiled.set(schema, validate)
    }
    if (validate(value)) return undefined
    const [error] = validate.errors ?? []
    return `${error?.instancePath || 'the answer'} ${error?.message}`
  }

  function complaintAboutText(schema: Schema, media: string, text: string): string | undefined {
    if (!/[/+]json$/.test(media)) return undefined
    try {
      return fits(schema, JSON.parse(text))
    } catch {
      return 'is no JSON'
    }
  }

  return ({ operation, answer, writes, isInsider, secrets, isAddressed }) => {
    const { status, headers, text } = answer
    if (status >= 500) return `answered with ${status}`
    const declared = operation.responses[status]
    const isElsewhere = !isAddressed && status === 404
    if (!declared && !isElsewhere) return `answered with ${status}, which is not declared`
    const media = String(headers['content-type'] ?? '').split(';', 1)[0] ?? ''
    if (status < 400) {
      if (!isInsider && !operation.isPublic) return `let somebody in who may not: ${status}`
      const medias = Object.keys(declared ?? {})
      if (medias.length === 0)
        return text === '' ? undefined : `${status} has a body: none is declared`
      const schema = declared?.[media]
      if (!schema) return `${status} is of type "${media}", declared is ${medias.join(', ')}`
      const wrong = complaintAboutText(schema, media, text)
      return wrong && `${status} does not fit its schema: ${wrong}`
    }
    if (media !== PROBLEM) {
      // Only what others than we answer is declared as anything else.
      return declared?.[media] ? undefined : `${status} is no problem+json but "${media}"`
    }
    const problem = declared?.[media]
    const wrong = problem && complaintAboutText(problem, media, text)
    if (wrong) return `${status} is no problem: ${wrong}`
    const { code, status: said } = JSON.parse(text)
    if (said !== status) return `${status} says that it is ${said}`
    if (ERROR_STATUS[code as keyof typeof ERROR_STATUS] !== status)
      return `${status} has code ${code}`
    if (status === 429 && !headers['retry-after']) return '429 without Retry-After'
    if (writes.length > 0 && !isTakenDown(code, operation)) {
      const tables = [...new Set(writes.map(({ table }) => table))]
      return `${status} ${code}, and yet it wrote ${tables.join(', ')}`
    }
    const told = secrets.some((secret) => text.includes(secret))
    return told ? `${status} tells a secret` : undefined
  }
}
