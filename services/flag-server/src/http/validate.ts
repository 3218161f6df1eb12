import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { type FieldError, invalid } from './app-error.ts'
import { issueWords } from './issue-words.ts'
import { NOT_KNOWN, nameKnownFields } from './name-known-fields.ts'

/** Validates each part of a request; what does not fit becomes one 400 with the path of each fault. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const where = httpPart === 'body' || httpPart === undefined ? [] : [httpPart]
  return (data) => {
    const parsed = schema.safeParse(data, { error: nameKnownFields })
    return parsed.success
      ? { value: parsed.data }
      : { error: invalid(fieldErrors(parsed.error.issues, where)) }
  }
}

/** Path and sentence of each issue; of a union's branches, the one that came furthest. */
export function fieldErrors(
  issues: readonly z.core.$ZodIssue[],
  above: readonly PropertyKey[] = [],
): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: toPath([...path, key]),
        message: issue.message.startsWith(NOT_KNOWN) ? issue.message : NOT_KNOWN,
      }))
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      return fieldErrors(furthest(issue.errors), path)
    }
    return [{ path: toPath(path), message: issueWords(issue) }]
  })
}

type Branch = readonly z.core.$ZodIssue[]

/** The branch a person most likely meant: the one whose first fault lies deepest. */
function furthest(branches: readonly Branch[]): Branch {
  const depth = (branch: Branch) => Math.max(...branch.map((issue) => issue.path.length))
  return [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
}

function toPath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'body'
}
