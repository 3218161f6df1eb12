import { createPaint, mayColour, type Paint } from './paint.ts'
import { oneLine, screenText, shortened } from './screen-text.ts'

/** A stream as Node has them: as much of it as is used. */
export interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Answers go to `out`, everything else that is said to `said`. */
export interface Screen {
  readonly out: {
    readonly paint: Paint
    readonly columns: number | undefined
    print(text: string): void
  }
  readonly said: { readonly paint: Paint; print(text: string): void }
  /** One JSON document: in one line for programs, indented for people. */
  document(value: unknown): void
  /** A line that the next one replaces; only on terminals. Undefined: gone. */
  progress(text: string | undefined): void
}

export function createScreen(env: NodeJS.ProcessEnv, out: Stream, said: Stream): Screen {
  const paintOf = (stream: Stream) => createPaint(mayColour(env, stream.isTTY === true))
  const lineTo = (stream: Stream) => (text: string) => {
    stream.write(`${screenText(text)}\n`)
  }
  return {
    out: {
      paint: paintOf(out),
      columns: out.isTTY ? (out.columns ?? 80) : undefined,
      print: lineTo(out),
    },
    said: { paint: paintOf(said), print: lineTo(said) },
    document: (value) => {
      out.write(`${JSON.stringify(value, null, out.isTTY ? 2 : 0)}\n`)
    },
    progress: (text) => {
      if (!said.isTTY) return
      // In one line that fits: only one is taken away by what comes next.
      const line = shortened(oneLine(screenText(text ?? '')), (said.columns ?? 80) - 1)
      said.write(`\r\u001b[K${line}`)
    },
  }
}
