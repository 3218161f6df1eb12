import type { FastifyCorsOptions } from '@fastify/cors'

/** Pages of any origin may ask: they show an SDK key, and no cookie counts here. */
export const SDK_CORS: FastifyCorsOptions = {
  origin: '*',
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: ['authorization', 'content-type', 'if-none-match'],
  exposedHeaders: ['etag', 'retry-after'],
  // As long as browsers will remember a preflight: two hours.
  maxAge: 7_200,
}

/** The same of providers of the OpenFeature Remote Evaluation Protocol, which may show a key in another way. */
export const OFREP_CORS: FastifyCorsOptions = {
  ...SDK_CORS,
  allowedHeaders: ['authorization', 'content-type', 'if-none-match', 'x-api-key'],
}
