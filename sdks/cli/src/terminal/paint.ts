/** Marks text by colour or weight, or leaves it as it is. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
}

export function createPaint(isColoured: boolean): Paint {
  const mark = (on: number, off: number) => (text: string) =>
    isColoured && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
  return {
    bold: mark(1, 22),
    dim: mark(2, 22),
    red: mark(31, 39),
    green: mark(32, 39),
    yellow: mark(33, 39),
  }
}

/** https://no-color.org, and terminals that say they can do nothing. */
export function mayColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
}
