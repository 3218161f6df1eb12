/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  /** In capitals: `RUN`. */
  readonly name: string
  /** As written after the name. */
  readonly text: string
}

/** As much of the language as our Dockerfile uses: comments, continued lines, one instruction each. */
export function parseDockerfile(source: string): Instruction[] {
  return source
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...rest] = line.trim().split(/ +/)
      return { name: name.toUpperCase(), text: rest.join(' ') }
    })
}

/** The command of `CMD ["node", "main.js"]`. Throws on the shell form, which swallows signals. */
export function execForm(text: string): [string, ...string[]] {
  const command: unknown = JSON.parse(text.slice(text.indexOf('[')))
  if (!Array.isArray(command) || command.some((word) => typeof word !== 'string')) {
    throw new Error(`not a list of words: ${text}`)
  }
  const [program, ...args] = command
  return [program, ...args]
}

/** `ENV A=1 B=$C` with what is known so far. */
export function parseEnvironment(
  text: string,
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const pairs = text.split(' ').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    return [name, value.replaceAll(/\$(\w+)/g, (_, variable) => known[variable] ?? '')]
  })
  return Object.fromEntries(pairs)
}
