const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /no space left on device|disk quota exceeded|disk is full|\bENOSPC\b|\bEDQUOT\b/i,
    'The disk is full: free some space and start again.',
  ],
  [
    /read-only file system|\bEROFS\b/i,
    'The disk is mounted read-only: set DATA_DIR to a folder that can be written.',
  ],
  [
    /permission denied|operation not permitted|\bEACCES\b|\bEPERM\b/i,
    'The user who starts Bunting must be able to write there: set DATA_DIR to a folder of theirs.',
  ],
  [
    /could not create shared memory|cannot allocate memory|could not map anonymous shared memory/i,
    'There is not enough memory for Postgres (it asks for about 40 MB).',
  ],
  [
    /error while loading shared libraries|library not loaded|^spawn .* (ENOENT|ENOEXEC)/i,
    'The Postgres that npm brought does not run on this system: set DATABASE_URL to one of your own.',
  ],
]

/**
 * One sentence for a person from what Postgres or the operating system said: the last line that
 * names the failure, and what to do about it where that is known.
 */
export function explainFailure(what: string, said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const telling = lines.filter((line) => /\b(FATAL|PANIC|ERROR|error|could not)\b/.test(line))
  const reason = (telling.at(-1) ?? lines.at(-1) ?? 'it said nothing')
    // Before it, initdb names the step it was at, and Postgres the time and its process id.
    .replace(/^.*\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] /, '')
    .replace(/^(initdb|postgres): /, '')
    .replace(/\.$/, '')
  const hint = HINTS.find(([pattern]) => pattern.test(said))
  return hint ? `${what}: ${reason}. ${hint[1]}` : `${what}: ${reason}.`
}
