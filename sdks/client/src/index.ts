export type {
  Decision,
  EvaluationContext,
  EvaluationErrorCode,
  FlagMetadata,
  JsonValue,
  Reason,
} from '@bunting/evaluator'
export type { Application, ClientOptions } from './client-options.ts'
export { createClient } from './create-client.ts'
export type {
  Bootstrap,
  ChangeListener,
  Client,
  ContextFlags,
  FeatureFlags,
  FlagsChange,
  ReadyOptions,
  Status,
  Widened,
} from './feature-flags.ts'
export type {
  OpenSocket,
  Ports,
  Socket,
  SocketEvents,
  Time,
  Warning,
  WarningCause,
} from './ports.ts'
export type { FailureCause, Phase } from './session-state.ts'
