import type { BasicClient, Bootstrap, Client, EvaluationContext, Status } from '@bunting/client'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { FeatureFlagsClientOptions } from './create-feature-flags-client.ts'
import { createFlagSource } from './flag-source.ts'
import { FlagSourceContext } from './flag-source-context.ts'
import { type SharedClient, sharedClient } from './shared-clients.ts'
import { useUnchanged } from './use-unchanged.ts'

/** Of `<FeatureFlagsProvider>`: a context, and either a server or a client of yours. */
export type FeatureFlagsProviderProps = {
  readonly children?: ReactNode
  /**
   * Whom the flags are about. A change takes effect in the very render that brings it; an equal
   * context is no change. Without a `targetingKey` the visitor is anonymous and gets a random one,
   * kept in local storage as `bunting:visitor` so that percentages stay the same from visit to
   * visit; in memory when the page may not store.
   */
  readonly context?: EvaluationContext
  /** Decisions made on the server for the first context. The first render's counts. */
  readonly bootstrap?: Bootstrap
  /**
   * Called each time flags stop being confirmed by the server, and again when their age passes
   * `maxStalenessMs`, if that is set.
   */
  readonly onStale?: (status: Status) => void
} & (FeatureFlagsClientOptions | { readonly client: Client })

const ANYBODY: EvaluationContext = {}

/**
 * Gives the hooks below it their flags. With `url` and `clientKey` it is connected while mounted;
 * providers of the same two share the connection. With `client` it uses one that somebody else
 * starts and closes: tests, or code that asks outside React as well.
 * @throws Error when `url` or `clientKey` cannot be one
 *
 * @example
 * <FeatureFlagsProvider url="https://flags.example.com" clientKey="bunting_client_…" context={{ targetingKey: user.id }}>
 *   <App />
 * </FeatureFlagsProvider>
 */
export function FeatureFlagsProvider(props: FeatureFlagsProviderProps): ReactNode {
  const context = useUnchanged(props.context ?? ANYBODY)
  const [first] = useState({ context, bootstrap: props.bootstrap })
  const { client, hold }: Partial<SharedClient> & { client: BasicClient } =
    'client' in props ? props : sharedClient(props)
  const { onStale } = props
  useEffect(() => onStale && client.onStale(onStale), [client, onStale])
  useEffect(() => hold?.(), [hold])

  const source = useMemo(
    () =>
      createFlagSource({
        client,
        connect: hold && client.start,
        context,
        bootstrap: first.bootstrap,
        bootstrapFits: context === first.context,
      }),
    [client, hold, context, first],
  )
  return <FlagSourceContext.Provider value={source}>{props.children}</FlagSourceContext.Provider>
}
