import type { GuardView, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { count } from '../shared/number-words.ts'
import { exactly } from '../shared/time-words.ts'
import { leftText } from './duration.ts'
import {
  harmText,
  intervalText,
  isKnown,
  isProven,
  isSuspicious,
  partOfTheWay,
  provenText,
  ratioSentence,
  ratioText,
} from './evidence-words.ts'
import styles from './guard-list.module.css'
import { IntervalBar } from './interval-bar.tsx'
import { type Guard, isLive } from './release-state.ts'
import { guardName, guardWords } from './release-words.ts'

interface GuardRowProps {
  readonly release: ReleaseDetail
  readonly guard: Exclude<Guard, { kind: 'prometheus' }>
  readonly view: GuardView
  readonly now: number
}

/** `errors  ratio 1.04 [0.81 – 1.33]  ░░▒▒▓|▓▒▒░  evidence of harm 0.4 of 100  proven safe 31 %` */
export function GuardRow({ release, guard, view, now }: GuardRowProps) {
  const { plan } = release
  const { ratio, harm, safety, bad } = view
  const suspicious = isSuspicious(harm)
  const proven = isProven(safety)
  return (
    <li className={styles.guard}>
      <div className={styles.name}>
        <strong>{guardName(guard)}</strong>
        <span>{guardWords(guard)}</span>
      </div>
      <dl className={styles.figures}>
        <div className={styles.ratio} title={ratioSentence(ratio, plan.alpha)}>
          <dt>Ratio</dt>
          <dd>
            <strong>{ratio?.estimate == null ? '–' : ratioText(ratio.estimate)}</strong>
            {isKnown(ratio) && <span> [{intervalText(ratio)}]</span>}
          </dd>
          <IntervalBar
            ratio={isKnown(ratio) ? ratio : null}
            tolerated={guard.toleratedRatio}
            proven={proven}
          />
        </div>
        <div data-harm={suspicious || undefined}>
          <dt>Evidence of harm</dt>
          <dd>
            {suspicious && <IconAlertTriangle size={14} aria-hidden="true" />}
            <strong>{harm ? harmText(harm) : '–'}</strong>
          </dd>
          <Way part={harm ? partOfTheWay(harm) : 0} />
        </div>
        <div data-proven={proven || undefined}>
          <dt>Proven safe</dt>
          <dd>
            {proven ? (
              <>
                <IconCircleCheck size={14} aria-hidden="true" /> <strong>proven</strong>
              </>
            ) : (
              <strong>{provenText(safety)}</strong>
            )}
          </dd>
          <Way part={proven ? 1 : safety ? partOfTheWay(safety) : 0} />
        </div>
      </dl>
      <p className={styles.counted}>
        {bad && (
          <>
            with a bad event: {count(bad.treatment)} in <code>{plan.treatment}</code>,{' '}
            {count(bad.control)} in <code>{plan.control}</code>
          </>
        )}
        <LastReport release={release} view={view} now={now} windowMs={guard.windowMs} />
      </p>
    </li>
  )
}

/** How far on the way to the threshold; the figure above says the same. */
function Way({ part }: { readonly part: number }) {
  return (
    <span className={styles.way} aria-hidden="true">
      <i style={{ width: `${part * 100}%` }} />
    </span>
  )
}

interface LastReportProps {
  readonly release: ReleaseDetail
  readonly view: GuardView
  readonly now: number
  readonly windowMs: number
}

/** A guard that says nothing is told, before it makes the release hold. */
function LastReport({ release, view, now, windowMs }: LastReportProps) {
  if (!isLive(release)) return null
  if (view.lastReportAt === null) {
    return <span className={styles.silent}> · has not reported yet</span>
  }
  const silentMs = Math.max(0, now - Date.parse(view.lastReportAt))
  const last = `Last report: ${exactly(view.lastReportAt)}`
  if (silentMs <= windowMs) return <span title={last}> · reports</span>
  return (
    <span className={styles.silent} title={last}>
      {' '}
      · silent for {leftText(silentMs)}
    </span>
  )
}
