import { z } from 'zod'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DATA_DIR: z.string().min(1).default('.bunting'),
  APP_VERSION: z.string().min(1).max(128).optional(),
  BUNTING_ADMIN_TOKEN: z
    .string()
    .min(32, 'must have at least 32 characters: `openssl rand -hex 32` makes one')
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PROMETHEUS_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})

export interface Config {
  readonly port: number
  readonly host: string
  /** Absent: the server starts a Postgres of its own in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly version: string
  readonly adminToken: string | undefined
  /** Where people and SDKs reach this server, when that is not `http://HOST:PORT`. */
  readonly publicUrl: string | undefined
  /** Where releases ask what their Prometheus guards watch. */
  readonly prometheusUrl: string | undefined
  readonly trustProxy: boolean
  readonly logLevel: string
}

/** Reads the environment once. Throws one error that names every bad variable. */
export function readConfig(env: NodeJS.ProcessEnv, packageVersion: string): Config {
  // An empty variable is one that was not set: compose files pass them on like that.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
    )
    throw new Error(`The environment has values that cannot be used:\n${problems.join('\n')}`)
  }
  const { data } = parsed
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    version: data.APP_VERSION ?? packageVersion,
    adminToken: data.BUNTING_ADMIN_TOKEN,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    prometheusUrl: data.PROMETHEUS_URL?.replace(/\/+$/, ''),
    trustProxy: data.TRUST_PROXY,
    logLevel: data.LOG_LEVEL,
  }
}
