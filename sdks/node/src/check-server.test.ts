import { describe, expect, it } from 'vitest'
import { createFeatureFlags } from './create-feature-flags.ts'
import type { FeatureFlagsOptions } from './feature-flags-options.ts'

const URL = 'http://127.0.0.1:9'
const KEY = 'bunting_server_3f9a02c1'

/** As JavaScript, or a variable that is not set, passes them. */
const make = (url: unknown, key: unknown, more: object = {}) =>
  createFeatureFlags({ cacheDir: false, ...more, url, key } as FeatureFlagsOptions)

describe('a key that can never work is told with what to do', () => {
  it.each([
    [undefined, 'key is missing (undefined): is the variable it comes from, BUNTING_SDK_KEY'],
    [null, 'key is missing (null): is the variable'],
    ['', 'key is empty: is the variable'],
    [42, 'key must be a text, not a number. Server SDK keys are made in the admin UI'],
    [{ key: KEY }, 'key must be a text, not an object'],
    [`${KEY}\n`, 'as a file has at its end: pass key.trim()'],
    [` ${KEY}`, 'pass key.trim()'],
    [`${KEY}\n${KEY}`, 'is it two lines of a file?'],
    ['bunting_personal_12345678_secret', 'key is an API token'],
    ['bunting_service_12345678_secret', 'key is an API token'],
    ['ключ', 'key is no SDK key'],
  ])('%o', (key, sentence) => {
    expect(() => make(URL, key)).toThrow(sentence)
    if (typeof key === 'string' && key !== '') expect(() => make(URL, key)).not.toThrow(key)
  })
})

describe('a url that can never work is told with what to do', () => {
  it.each([
    [undefined, 'url is missing (undefined): is the variable it comes from set'],
    [null, 'url is missing (null)'],
    ['', 'url is empty'],
    [8080, 'url must be a text, not a number: it is like https://flags.example.com'],
    [new globalThis.URL(URL), 'url must be a text, not an object'],
    [`${URL}\n`, 'url has a space or a line end around it: pass url.trim()'],
    ['localhost:8080', 'url has no protocol: it is like https://'],
    ['flags.example.com', 'url has no protocol'],
    ['ftp://flags.example.com', 'url must begin with https: or http:'],
    [`${URL}/sdk/v1`, "url is the server's address alone"],
    [`${URL}/api/v1/`, "url is the server's address alone"],
    [`${URL}?key=1`, 'without query, password or key'],
    ['http://me:pw@flags.example', 'without query, password or key'],
    [`${URL}/${KEY}`, 'without query, password or key'],
  ])('%o', (url, sentence) => {
    expect(() => make(url, KEY)).toThrow(sentence)
    expect(() => make(url, KEY)).not.toThrow(KEY)
  })
})

it.each(['http:', 'https:', 'ws:', 'wss:'])(
  'takes %s, whichever of the two it is',
  async (protocol) => {
    const featureFlags = make(`${protocol}//127.0.0.1:9`, KEY, { logger: { warn() {} } })
    expect(featureFlags.isEnabled('new-checkout')).toBe(false)
    await featureFlags.close()
  },
)

it('warns of a client key, with which some flags never arrive', async () => {
  const warnings: string[] = []
  const logger = { warn: (message: string) => void warnings.push(message) }
  for (const key of ['bunting_client_3f9a02c1', KEY]) await make(URL, key, { logger }).close()
  expect(warnings).toEqual([expect.stringMatching(/^Bunting: key is a client key: only flags/)])
})
