import { expect, it } from 'vitest'
import { explainFailure } from './explain-failure.ts'

/** Each was caught from the real programs: on a file system of 10 MB, a read-only one, another libc… */
const CAUGHT: [failure: string, said: string, sentence: string][] = [
  [
    'a disk too small for the first start',
    `creating configuration files ... ok
running bootstrap script ... 2026-11-23 06:53:37.129 UTC [25058] FATAL:  could not write to file "pg_wal/xlogtemp.25058": No space left on device
child process exited with exit code 1
initdb: removing data directory "data"`,
    'it fails: FATAL:  could not write to file "pg_wal/xlogtemp.25058": No space left on device. The disk is full: free some space and start again.',
  ],
  [
    'a full disk at a later start',
    'database or disk is full',
    'it fails: database or disk is full. The disk is full: free some space and start again.',
  ],
  [
    'a folder of someone else',
    "EACCES: permission denied, mkdir '/srv/bunting'",
    "it fails: EACCES: permission denied, mkdir '/srv/bunting'. The user who starts Bunting must be able to write there: set DATA_DIR to a folder of theirs.",
  ],
  [
    'a disk that is mounted read-only',
    "EROFS: read-only file system, access '/srv/bunting'",
    "it fails: EROFS: read-only file system, access '/srv/bunting'. The disk is mounted read-only: set DATA_DIR to a folder that can be written.",
  ],
  [
    'a system with another C library',
    'spawn /app/node_modules/native/bin/initdb ENOENT',
    'it fails: spawn /app/node_modules/native/bin/initdb ENOENT. The Postgres that npm brought does not run on this system: set DATABASE_URL to one of your own.',
  ],
  [
    'anything else, in the words of Postgres',
    `2026-11-23 07:01:02.003 UTC [42] LOG:  unrecognized configuration parameter "shared_bufers" in file "/srv/postgresql.conf" line 1
2026-11-23 07:01:02.003 UTC [42] FATAL:  configuration file "/srv/postgresql.conf" contains errors`,
    'it fails: FATAL:  configuration file "/srv/postgresql.conf" contains errors.',
  ],
  ['silence', '', 'it fails: it said nothing.'],
]

it.each(CAUGHT)('explains %s', (_failure, said, sentence) => {
  expect(explainFailure('it fails', said)).toBe(sentence)
})
