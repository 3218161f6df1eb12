import { z } from 'zod'

/** Every error the API answers with, and its HTTP status. `docs/errors.md` says what to do about each. */
export const ERROR_STATUS = {
  invalid_request: 400,
  comment_required: 400,
  unauthorized: 401,
  sdk_key_unknown: 401,
  setup_token_invalid: 401,
  second_factor_required: 401,
  invitation_invalid: 401,
  reset_link_invalid: 401,
  sdk_key_not_allowed: 403,
  sdk_key_revoked: 403,
  cross_origin: 403,
  account_disabled: 403,
  second_factor_missing: 403,
  sso_required: 403,
  permission_denied: 403,
  route_not_found: 404,
  project_not_found: 404,
  environment_not_found: 404,
  flag_not_found: 404,
  segment_not_found: 404,
  revision_not_found: 404,
  sdk_key_not_found: 404,
  release_not_found: 404,
  webhook_not_found: 404,
  template_not_found: 404,
  audit_entry_not_found: 404,
  change_request_not_found: 404,
  role_not_found: 404,
  person_not_found: 404,
  membership_not_found: 404,
  token_not_found: 404,
  invitation_not_found: 404,
  session_not_found: 404,
  sso_not_configured: 404,
  already_exists: 409,
  limit_reached: 409,
  flag_in_use: 409,
  flag_still_evaluated: 409,
  flag_not_archived: 409,
  segment_in_use: 409,
  role_in_use: 409,
  stale_version: 409,
  release_running: 409,
  release_refused: 409,
  preflight_failed: 409,
  place_locked: 409,
  not_there_then: 409,
  not_revertible: 409,
  revert_conflict: 409,
  approval_required: 409,
  change_request_closed: 409,
  sdk_key_not_rotatable: 409,
  setup_done: 409,
  last_administrator: 409,
  sso_unproven: 409,
  sso_in_use: 409,
  mail_not_configured: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  upgrade_required: 426,
  too_many_requests: 429,
  internal: 500,
  too_many_connections: 503,
  events_not_taken: 503,
  database_unavailable: 503,
  outcome_unknown: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** Of each status, what HTTP calls it. */
export const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** RFC 9457, with a code for programs and the path of each bad field for people. */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** The state as it is now, with `stale_version`; the release that is in the way, with `release_running`. */
    current: z.unknown().optional(),
  })
  .register(z.globalRegistry, { id: 'Problem' })

export type Problem = z.infer<typeof Problem>
