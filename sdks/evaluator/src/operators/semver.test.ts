import { describe, expect, it } from 'vitest'
import { byVersion } from './semver.ts'

/** In ascending order: §11 of semver.org, and what comes between. */
const ASCENDING = [
  '0.0.0-0',
  '0.0.0',
  '0.0.1',
  '0.10.0',
  '1.0.0--',
  '1.0.0-0A',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.1.0',
  '1.0.0-alpha.9',
  '1.0.0-alpha.10',
  '1.0.0-alpha.99999999999999999998',
  '1.0.0-alpha.99999999999999999999',
  '1.0.0-alpha.beta',
  '1.0.0-alpha1',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0-x-y.1',
  '1.0.0',
  '1.0.1-0',
  '1.0.1',
  '1.9.0',
  '1.10.0',
  '1.11.0',
  '2.0.0',
  '9.0.0',
  '10.0.0',
  '999999999999999.0.0',
  '1000000000000000.0.0',
  '99999999999999999999999.999999999999999999.99999999999999999',
]

// Also from semver.org.
const NO_VERSIONS = [
  ...['', '1', '1.2', '1.2.3.4', 'v1.2.3', '=1.2.3', ' 1.2.3', '1.2.3 ', '1.2.3\n', '01.1.1'],
  ...['1.01.1', '1.1.01', '00.0.0', '1.2.3-', '1.2.3-0123', '1.2.3-0123.0123', '1.1.2+.123'],
  ...['+invalid', '-invalid', 'alpha', 'alpha.beta', '1.2.3-a..b', '1.2.3-.a', '1.2.3-a.'],
  ...['1.0.0-alpha_beta', '1.2.3+', '1.2.3+a..b', '1.2.3+a+b', '1.2.3-é', '1.2.3.DEV', '1.2-x'],
  ...['1..3', '.2.3', '1.2.', '-1.0.3', '1.-2.3', '１.2.3', `1.2.${'3'.repeat(300)}`],
]

describe('semantic versions', () => {
  it('are ordered as the specification orders them', () => {
    for (const [at, limit] of ASCENDING.entries()) {
      const compare = byVersion(limit)
      for (const [other, asked] of ASCENDING.entries())
        expect(Math.sign(compare(asked)), `${asked} against ${limit}`).toBe(Math.sign(other - at))
    }
  })

  it('are equal whatever their build metadata', () => {
    const compare = byVersion('1.2.3+build.7')
    for (const same of ['1.2.3', '1.2.3+0123', '1.2.3+a-b.c']) expect(compare(same)).toBe(0)
    expect(byVersion('1.2.3-rc.1+a')('1.2.3-rc.1+b')).toBe(0)
  })

  it('compare with nothing else', () => {
    const compare = byVersion('1.2.3')
    for (const text of NO_VERSIONS) expect(compare(text), JSON.stringify(text)).toBeNaN()
    for (const value of [undefined, null, 1, true, {}, []]) expect(compare(value)).toBeNaN()
  })

  it('are asked of every limit', () => {
    for (const text of NO_VERSIONS) expect(() => byVersion(text), text).toThrow()
  })
})
