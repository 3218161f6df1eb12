import type { GuardView, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { count, percent } from '../shared/number-words.ts'

type Evidence = NonNullable<GuardView['harm']>

/** Evidence as a plain number, from its logarithm: `0.4`, `12`, `1,204`, `over a million`. */
export function evidenceText(logE: number): string {
  if (logE > Math.log(1e6)) return 'over a million'
  const e = Math.exp(logE)
  if (e >= 10) return count(Math.round(e))
  return e < 0.05 ? '0' : e.toFixed(1)
}

/** `0.4 of 100`: at the second number it rolls back. */
export function harmText({ logE, logThreshold }: Evidence): string {
  return `${evidenceText(logE)} of ${evidenceText(logThreshold)}`
}

/** How far on the way to its threshold, counted in logarithms, 0 … 1: the way is walked in factors. */
export function partOfTheWay({ logE, logThreshold }: Evidence): number {
  if (logThreshold <= 0) return 0
  return Math.min(1, Math.max(0, logE / logThreshold))
}

export function isProven(safety: Evidence | null): boolean {
  return safety !== null && safety.logE >= safety.logThreshold
}

/** `31 %` of the proof that it is safe. */
export function provenText(safety: Evidence | null): string {
  if (safety === null) return '–'
  // 100 % is for what is proven.
  return percent(Math.min(99, Math.floor(partOfTheWay(safety) * 100)) * 1_000)
}

/** From half the way on, a release is not widened: it shows. */
export function isSuspicious(harm: Evidence | null): boolean {
  return harm !== null && partOfTheWay(harm) >= 0.5
}

/** `1.04`, `12`. */
export function ratioText(ratio: number | null): string {
  if (ratio === null) return '∞'
  return ratio >= 10 ? count(Math.round(ratio)) : ratio.toFixed(2)
}

/** From nothing to everything: nobody has had a bad event yet. */
export function isKnown(ratio: GuardView['ratio']): ratio is NonNullable<GuardView['ratio']> {
  return ratio !== null && (ratio.low > 0 || ratio.high !== null)
}

/** `0.81 – 1.33`. */
export function intervalText({ low, high }: NonNullable<GuardView['ratio']>): string {
  return `${ratioText(low)} – ${ratioText(high)}`
}

/** The same for those who do not read brackets. */
export function ratioSentence(ratio: GuardView['ratio'], alpha: number): string {
  if (!isKnown(ratio)) return 'Nothing to compare yet'
  const sure = percent(Math.round((1 - alpha) * 100_000))
  const about =
    ratio.estimate === null
      ? ''
      : `Goes wrong ${ratioText(ratio.estimate)} times as often as the control. `
  const between =
    ratio.high === null
      ? `at least ${ratioText(ratio.low)}`
      : `between ${ratioText(ratio.low)} and ${ratioText(ratio.high)}`
  return `${about}With ${sure} certainty the ratio is ${between}.`
}

/** Where the bar's edges are: four times better, four times worse. */
const WIDEST = 4

/** A ratio's place on the bar, 0 … 1: equal factors are equally far apart, 1 is in the middle. */
export function placeOnBar(ratio: number): number {
  const at = 0.5 + Math.log(Math.max(ratio, 1e-9)) / (2 * Math.log(WIDEST))
  return Math.min(1, Math.max(0, at))
}

/** Whether the arms are seen in the ratio they were given. */
export function arrivesAsGiven({ logE, logThreshold }: ReleaseDetail['exposures']): boolean {
  return logE < logThreshold
}

/** Share of the treatment among those seen, as it was expected or as it is, `24.98 %`. */
export function partText(part: number): string {
  return percent(Math.round(part * 10_000) * 10)
}
