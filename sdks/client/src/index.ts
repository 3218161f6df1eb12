export type {
  Decision,
  EvaluationContext,
  EvaluationErrorCode,
  FlagMetadata,
  JsonValue,
  Reason,
} from '@bunting/evaluator'
export type { BasicClient } from './basic-client.ts'
export type { Application, ClientOptions } from './client-options.ts'
export type { ClientCore, Companion, CoreEvent } from './companion.ts'
export { type CreatedClient, createBasicClient } from './create-basic-client.ts'
export { completeClient, createClient, createClientOn } from './create-client.ts'
export type {
  Bootstrap,
  ChangeListener,
  Client,
  ContextFlags,
  FeatureFlags,
  FlagsChange,
  ReadyOptions,
  RunOutcome,
  Status,
  Widened,
} from './feature-flags.ts'
export type { DecisionOn, FlagKey, FlagKeyFor, PathsOn } from './flag-keys.ts'
export type {
  Http,
  HttpRequest,
  HttpResponse,
  OpenSocket,
  Ports,
  Socket,
  SocketEvents,
  Time,
  Warning,
  WarningCause,
} from './ports.ts'
export type { PathResult, Paths } from './run-paths.ts'
export type { FailureCause, Phase } from './session-state.ts'
export { whenReady } from './when-ready.ts'
