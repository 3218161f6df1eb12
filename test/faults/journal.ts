/** What happened in a run, in order. */
export interface Journal {
  note(what: string): void
  lines(): readonly string[]
}

export function startJournal(): Journal {
  const began = performance.now()
  const lines: string[] = []
  return {
    note(what) {
      lines.push(`${String(Math.round(performance.now() - began)).padStart(6)} ms  ${what}`)
    },
    lines: () => lines,
  }
}
