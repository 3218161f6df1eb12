import { invalid } from '../http/app-error.ts'
import type { WantedGuard } from './release-schemas.ts'

/** 400 for guards that ask Prometheus on a server that knows of none: they would hold for ever. */
export function refuseUnanswerable(
  guards: readonly WantedGuard[],
  prometheusUrl: string | undefined,
): void {
  if (prometheusUrl !== undefined) return
  const faults = guards.flatMap(({ kind }, index) =>
    kind === 'prometheus'
      ? [
          {
            path: `guards.${index}.kind`,
            message: 'this server has no Prometheus to ask: start it with PROMETHEUS_URL',
          },
        ]
      : [],
  )
  if (faults.length > 0) throw invalid(faults)
}
