import type { FastifySerializerCompiler } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** `z.null()` says that an answer has no body: not even the four letters. */
export const serializeAnswers: FastifySerializerCompiler<
  z.ZodType | { readonly properties: z.ZodType }
> = (route) => (route.schema instanceof z.ZodNull ? () => '' : serializerCompiler(route))
