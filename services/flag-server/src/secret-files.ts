import { readFileSync } from 'node:fs'

/** Longer than any secret: who names a disk image by mistake hears of it at once. */
const MOST_BYTES = 64 * 1024

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Secrets from files, as orchestrators mount them: `NAME_FILE` names the file that holds what `NAME`
 * would say. A line break at its end is not part of the secret.
 *
 * @param names which variables may be given so
 * @returns the variables with what was in the files, and a sentence for each that cannot be used
 */
export function readSecretFiles(
  env: Variables,
  names: readonly string[],
): { readonly variables: Variables; readonly problems: readonly string[] } {
  const variables: Record<string, string | undefined> = { ...env }
  const problems: string[] = []
  for (const name of names) {
    const file = env[`${name}_FILE`]
    if (file === undefined) continue
    if (env[name] !== undefined) {
      problems.push(`${name}_FILE: ${name} is set too; set one of them`)
      continue
    }
    const secret = readSecret(file)
    if ('problem' in secret) problems.push(`${name}_FILE: ${secret.problem}`)
    else variables[name] = secret.text
  }
  return { variables, problems }
}

function readSecret(file: string): { readonly text: string } | { readonly problem: string } {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error'
    return { problem: `"${file}" cannot be read (${WHY[code] ?? code})` }
  }
  if (bytes.length > MOST_BYTES) return { problem: `"${file}" is larger than a secret can be` }
  const text = bytes.toString('utf8').replace(/(\r?\n)+$/, '')
  return text === '' ? { problem: `"${file}" is empty` } : { text }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'the server may not',
  EISDIR: 'it is a folder',
}
