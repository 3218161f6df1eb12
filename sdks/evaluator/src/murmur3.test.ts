import fc from 'fast-check'
import reference from 'murmurhash'
import { describe, expect, it } from 'vitest'
import { absorb, murmur3, resumeHash } from './murmur3.ts'

/** Any UTF-16 at all: every plane, and surrogates without their other half. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.stringMatching(/^[ -~\ud800-\udfff]{0,20}$/),
)
const anySeed = fc.integer({ min: 0, max: 0xffff_ffff })

describe('murmur3', { timeout: 30_000 }, () => {
  it('equals the murmurhash package for every text and seed', () => {
    fc.assert(
      fc.property(anyText, anySeed, (text, seed) => {
        expect(murmur3(text, seed)).toBe(reference.v3(text, seed))
      }),
      { numRuns: 20_000 },
    )
  })

  it('equals it for every character of the first plane, and for some of each other', () => {
    for (let code = 0; code <= 0x10ffff; code += code < 0x10000 ? 1 : 61) {
      const text = `user-${String.fromCodePoint(code)}`
      if (murmur3(text) !== reference.v3(text, 0)) expect.fail(`U+${code.toString(16)} differs`)
    }
  })

  it('gives the same when a salt is absorbed first, however the blocks of four fall', () => {
    fc.assert(
      fc.property(anyText, anyText, (salt, unit) => {
        const resumed = resumeHash(absorb(`${salt}:`), unit) >>> 0
        expect(resumed).toBe(reference.v3(`${salt}:${unit}`, 0))
      }),
      { numRuns: 20_000 },
    )
  })

  it('gives the verification value of SMHasher', () => {
    const bytes = (codes: number[]) => String.fromCharCode(...codes)
    const hashBytes = (text: string, seed: number) =>
      resumeHash({ hash: seed, tail: 0, length: 0 }, text, 0xff) >>> 0
    const keys = Array.from({ length: 256 }, (_, length) =>
      bytes(Array.from({ length }, (_, at) => at)),
    )
    const hashes = keys.flatMap((key, at) => {
      const hash = hashBytes(key, 256 - at)
      return [hash & 0xff, (hash >>> 8) & 0xff, (hash >>> 16) & 0xff, hash >>> 24]
    })
    expect(hashBytes(bytes(hashes), 0).toString(16)).toBe('b0f57ee3')
  })
})
