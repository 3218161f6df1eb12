import {
  type Client,
  createFeatureFlagsClient,
  FeatureFlagsProvider,
  type JsonValue,
  useFeatureFlags,
  useFlagDecision,
} from '@bunting/react'
import { createRoot } from 'react-dom/client'
import { ask, type Decide, outcomeOf } from '../outcome.ts'
import type { DecisionCase, DecisionVectors } from '../vector-file.ts'

declare global {
  interface Window {
    /** Asks every case of a file, given as its text, where the SDK finds its ruleset at `url`. */
    answer(url: string, file: string): Promise<unknown[]>
  }
}

interface QuestionProps {
  readonly client: Client
  readonly one: DecisionCase
  readonly tell: (outcome: unknown) => void
}

/** Hooks know no decision with a fallback: its value is theirs, the rest is the client's. */
function Question({ client, one, tell }: QuestionProps) {
  const decision = useFlagDecision(one.flag)
  const featureFlags = useFeatureFlags()
  const { fallback } = one
  tell(
    fallback === undefined
      ? outcomeOf(decision)
      : {
          ...outcomeOf(ask(client as Decide, one)),
          value: (featureFlags as Value).value(one.flag, fallback),
        },
  )
  return null
}

interface Value {
  value(flag: string, fallback: JsonValue): unknown
}

window.answer = async (url, file) => {
  const { cases }: DecisionVectors = JSON.parse(file)
  const client = createFeatureFlagsClient({ url, clientKey: 'vectors' })
  await client.ready()
  const outcomes: unknown[] = []
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  await new Promise<void>((resolve) => {
    root.render(
      cases.map((one, index) => {
        const tell = (outcome: unknown) => {
          outcomes[index] = outcome
          if (Object.keys(outcomes).length === cases.length) resolve()
        }
        // A provider gives a visitor without a key one of their own: these ask the client itself.
        if (!Object.hasOwn(one.context, 'targetingKey')) {
          tell(outcomeOf(ask(client as Decide, one)))
          return null
        }
        return (
          <FeatureFlagsProvider key={one.name} client={client} context={one.context}>
            <Question client={client} one={one} tell={tell} />
          </FeatureFlagsProvider>
        )
      }),
    )
  })
  root.unmount()
  await client.close()
  return outcomes
}
