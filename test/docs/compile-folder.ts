import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { ROOT } from './markdown.ts'

/** Fails with what the compiler says of the programs in a folder two below `test`, as a user's project would be. */
export async function expectToCompile(folder: string): Promise<void> {
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../../tsconfig.base.json',
      compilerOptions: {
        composite: false,
        emitDeclarationOnly: false,
        noEmit: true,
        isolatedDeclarations: false,
        types: ['node'],
        jsx: 'react-jsx',
        lib: ['es2024', 'dom'],
      },
      include: ['*.ts', '*.tsx'],
    }),
  )
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const compile = promisify(execFile)(process.execPath, [tsc, '-p', folder])
  await compile.catch(({ stdout }) => expect(stdout).toBe(''))
}
