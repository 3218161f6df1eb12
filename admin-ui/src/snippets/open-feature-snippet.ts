import { literal } from './literal.ts'
import { keyOf } from './node-snippet.ts'
import type { SnippetFacts } from './snippet-facts.ts'

/** A provider is these few lines: Bunting's answers have OpenFeature's shape already. */
export function openFeatureSnippet({ url, key, flag, fallback }: SnippetFacts): string {
  return `import { createFeatureFlags } from '@bunting/node'
import {
  type EvaluationContext,
  type JsonValue,
  OpenFeature,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/server-sdk'

const featureFlags = createFeatureFlags({
  url: ${literal(url)},
  key: ${keyOf(key)},
})

async function resolve<T extends JsonValue>(flag: string, fallback: T, context: EvaluationContext) {
  const decision: unknown = featureFlags.decide(flag, { ...context }, fallback)
  return decision as ResolutionDetails<T>
}

const bunting: Provider = {
  metadata: { name: 'bunting' },
  runsOn: 'server',
  initialize: async () => void (await featureFlags.ready()),
  onClose: () => featureFlags.close(),
  resolveBooleanEvaluation: resolve,
  resolveStringEvaluation: resolve,
  resolveNumberEvaluation: resolve,
  resolveObjectEvaluation: resolve,
}
await OpenFeature.setProviderAndWait(bunting)

const client = OpenFeature.getClient()
const user = { targetingKey: 'user-42' }
console.log(await client.${GETTER[typeOf(fallback)]}(${literal(flag)}, ${literal(fallback)}, user))
`
}

const GETTER = {
  boolean: 'getBooleanValue',
  string: 'getStringValue',
  number: 'getNumberValue',
  object: 'getObjectValue',
} as const

function typeOf(fallback: SnippetFacts['fallback']): keyof typeof GETTER {
  const type = typeof fallback
  return type === 'boolean' || type === 'string' || type === 'number' ? type : 'object'
}
