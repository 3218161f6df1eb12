import { expect, it } from 'vitest'
import { createFeatureFlags } from './create-feature-flags.ts'
import type { FeatureFlagsOptions } from './feature-flags-options.ts'

/** What is warned of when a client is made with these options besides. */
async function warningsOf(more: object): Promise<string[]> {
  const warnings: string[] = []
  const logger = { warn: (message: string) => void warnings.push(message) }
  const options = { offline: true, cacheDir: false, logger, ...more }
  const featureFlags = createFeatureFlags(options as FeatureFlagsOptions)
  await featureFlags.close()
  return warnings
}

it.each([
  ['pollms', '"pollms" (did you mean pollMs?)'],
  ['cachedir', '"cachedir" (did you mean cacheDir?)'],
  ['boostrap', '"boostrap" (did you mean bootstrap?)'],
  ['maxStalnessMs', '"maxStalnessMs" (did you mean maxStalenessMs?)'],
  ['previewes', '"previewes" (did you mean previews?)'],
  ['environment', '"environment"'],
])('warns of an option that it does not know: %s', async (name, words) => {
  expect(await warningsOf({ [name]: 'secret' })).toEqual([
    `Bunting: createFeatureFlags knows no option ${words}: ignored`,
  ])
})

it('warns once, whatever the number of names', async () => {
  const [warning, second] = await warningsOf({ pollms: 5, sdkKey: 'secret' })
  expect(warning).toContain('"pollms" (did you mean pollMs?), "sdkKey"')
  expect(warning).not.toContain('secret')
  expect(second).toBeUndefined()
})

it('warns of none that it knows, undefined or not', async () => {
  const times = { silenceMs: 1, connectTimeoutMs: 1, maxReconnectDelayMs: 1, pollMs: 1 }
  const more = { ...times, maxStalenessMs: undefined, metrics: [], previews: true, instance: 'a' }
  const rest = { countEvaluations: true, application: { name: 'shop' }, bootstrap: undefined }
  expect(await warningsOf({ ...more, ...rest })).toEqual([])
})
