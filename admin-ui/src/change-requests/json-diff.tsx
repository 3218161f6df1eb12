import { useMemo } from 'react'
import { counted } from '../shared/number-words.ts'
import styles from './json-diff.module.css'
import { closeToChanges, lineDiff } from './line-diff.ts'
import { sortedJson } from './sorted-json.ts'

interface JsonDiffProps {
  readonly before: unknown
  readonly after: unknown
}

const AROUND = 3
const SIGNS = { same: ' ', added: '+', removed: '−' }

/** The documents themselves, line by line; far from what differs only how many lines there are. */
export function JsonDiff({ before, after }: JsonDiffProps) {
  const lines = useMemo(
    () => closeToChanges(lineDiff(linesOf(before), linesOf(after)), AROUND),
    [before, after],
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too
    <section className={styles.diff} tabIndex={0} aria-label="JSON before and after">
      <pre>
        {lines.map((line, at) =>
          line.kind === 'skipped' ? (
            <span key={at} className={styles.skipped}>
              {counted(line.lines, 'more line')} alike{'\n'}
            </span>
          ) : (
            <span key={at} data-kind={line.kind}>
              <i>{SIGNS[line.kind]}</i> {line.text}
              {'\n'}
            </span>
          ),
        )}
      </pre>
    </section>
  )
}

/** What is not there has no lines. */
function linesOf(value: unknown): readonly string[] {
  return value === null || value === undefined ? [] : sortedJson(value).split('\n')
}
