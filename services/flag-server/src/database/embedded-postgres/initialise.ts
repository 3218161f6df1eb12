import { randomBytes } from 'node:crypto'
import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { run } from './run.ts'

/** The name of the database and of the role that owns it. */
export const NAME = 'bunting'

/**
 * Fills the empty `directory`: `password`, readable by the account alone, and `data`, a cluster that
 * asks everyone for it and holds our empty database. Text sorts by code point on every machine.
 */
export async function initialise(
  directory: string,
  account: Account,
  { initdb, postgres }: Binaries,
): Promise<void> {
  const passwordFile = join(directory, 'password')
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  await chown(passwordFile, account.uid, account.gid)
  const flags = [
    ...['--pgdata', 'data', '--username', NAME, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions'],
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
  ]
  await succeed(initdb, flags, { account, directory })
  await succeed(postgres, ['--single', '-j', '-D', 'data', 'postgres'], {
    account,
    directory,
    input: `create database ${NAME};\n\n`,
  })
}

async function succeed(...[program, args, options]: Parameters<typeof run>): Promise<void> {
  const { exitCode, output } = await run(program, args, options)
  if (exitCode !== 0 || /^.*\b(ERROR|FATAL|PANIC): /m.test(output)) throw new Error(output)
}
