import { z } from 'zod/mini'

/** Counter of one environment, gapless, in commit order. */
export const Revision = z.int().check(z.nonnegative())

/** Names one history of revisions; a restored database starts a new one. */
export const Epoch = z.string().check(z.minLength(1), z.maxLength(64))

/** Sum, modulo 2^32, of the murmur3 hash of every flag line and segment line held. */
export const Checksum = z.int().check(z.nonnegative(), z.maximum(0xffff_ffff))

export const Count = z.int().check(z.nonnegative())
