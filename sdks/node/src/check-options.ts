import type { FeatureFlagsOptions } from './feature-flags-options.ts'

/** What `setTimeout` can count: 24.8 days. */
const MAX_TIMER_MS = 2_147_483_647

const TIMES = [
  'silenceMs',
  'connectTimeoutMs',
  'maxReconnectDelayMs',
  'maxStalenessMs',
  'pollMs',
] as const

const SWITCHES = ['offline', 'countEvaluations', 'previews'] as const

/**
 * What the server would refuse again and again, or no timer can count. Url and key are the client's
 * business, the bootstrap its reader's.
 * @throws Error with a sentence that says what to do
 */
export function checkOptions(options: FeatureFlagsOptions): void {
  const { instance, application, cacheDir = false, metrics = [] } = options
  const names = {
    instance,
    'application.name': application?.name,
    'application.version': application?.version,
  }
  for (const [option, name] of Object.entries(names)) {
    if (name === undefined) continue
    if (typeof name !== 'string' || name === '' || name.length > 128) {
      throw new Error(`Bunting: ${option} must be a text of 1 to 128 characters`)
    }
  }
  for (const option of TIMES) {
    const { [option]: ms = 1 } = options
    if (!(ms > 0 && ms <= MAX_TIMER_MS)) {
      throw new Error(`Bunting: ${option} must be a number of milliseconds above 0, not ${ms}`)
    }
  }
  for (const option of SWITCHES) {
    const { [option]: on = false } = options
    if (typeof on !== 'boolean') throw new Error(`Bunting: ${option} must be true or false`)
  }
  if (
    !Array.isArray(metrics) ||
    !metrics.every((metric) => typeof metric === 'string' && metric !== '')
  ) {
    throw new Error('Bunting: metrics must be a list of names')
  }
  if (cacheDir !== false && (typeof cacheDir !== 'string' || cacheDir === '')) {
    throw new Error('Bunting: cacheDir must be the path of a folder, or false')
  }
}
