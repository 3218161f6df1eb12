import { property } from '../../snippets/literal.ts'
import type { PlanDraft } from './plan-draft.ts'

export interface Snippet {
  readonly name: string
  readonly code: string
}

/** The code that lets this plan's guards see something; none for a plan without guards. */
export function releaseSnippets(flag: string, draft: PlanDraft): readonly Snippet[] {
  const { guards } = draft
  const measured = guards.some(({ kind }) => kind === 'errors' || kind === 'latency')
  const metrics = guards.flatMap(({ kind, metric }) =>
    kind === 'event' && metric.trim() ? [metric.trim()] : [],
  )
  return [
    ...(measured
      ? [
          { name: 'Node', code: runSnippet(flag, draft) },
          { name: 'React', code: featureSnippet(flag) },
        ]
      : []),
    ...(metrics.length > 0 ? [{ name: 'Events', code: trackSnippet(metrics) }] : []),
  ]
}

function runSnippet(flag: string, { treatment, control }: PlanDraft): string {
  return `const order = await featureFlags.run('${flag}', { targetingKey: user.id }, {
  ${property(treatment)}: () => theNewWay(),
  ${property(control)}: () => theOldWay(),
})`
}

function featureSnippet(flag: string): string {
  return `import { Feature } from '@bunting/react'

<Feature flag="${flag}" fallback={<OldWay />}>
  <NewWay />
</Feature>`
}

function trackSnippet(metrics: readonly string[]): string {
  return metrics
    .map((metric) => `featureFlags.track('${metric}', { targetingKey: user.id })`)
    .join('\n')
}
