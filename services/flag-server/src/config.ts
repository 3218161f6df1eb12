import { z } from 'zod'
import { issueWords } from './http/issue-words.ts'
import type { MailConfig } from './mail/mailer.ts'
import { readSecretFiles } from './secret-files.ts'
import { type TrustProxy, TrustProxySetting } from './trust-proxy.ts'

/** Requests a minute; 0 is no limit. */
const Limit = z.coerce
  .number('must be a whole number from 0 to 10,000,000')
  .int()
  .min(0)
  .max(10_000_000)

const Environment = z.object({
  PORT: z.coerce
    .number('must be a whole number from 0 to 65,535')
    .int()
    .min(0)
    .max(65_535)
    .default(8080),
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
  METRICS_TOKEN: z
    .string()
    .min(32, 'must have at least 32 characters: `openssl rand -hex 32` makes one')
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PROMETHEUS_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters: `openssl rand -hex 32` makes one')
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(300).optional(),
  SSO_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  SSO_CLIENT_ID: z.string().min(1).optional(),
  SSO_CLIENT_SECRET: z.string().min(1).optional(),
  SSO_DOMAINS: z
    .string()
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((domain) => domain !== ''),
    )
    .optional(),
  SSO_NAME: z.string().min(1).max(200).default('single sign-on'),
  SSO_SIGN_UP: z.stringbool().default(false),
  TRUST_PROXY: TrustProxySetting,
  RATE_LIMIT_SIGN_IN: Limit.default(20),
  RATE_LIMIT_API: Limit.default(6_000),
  RATE_LIMIT_SDK: Limit.default(120_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})

/** Variables that hold a secret: each may name a file that has it, as `NAME_FILE`. */
export const SECRETS = [
  'DATABASE_URL',
  'BUNTING_ADMIN_TOKEN',
  'METRICS_TOKEN',
  'PROMETHEUS_URL',
  'AUTH_SECRET',
  'SMTP_URL',
  'SSO_CLIENT_SECRET',
] as const satisfies readonly (keyof typeof Environment.shape)[]

/** Every variable that is read, but for the files of secrets. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape)

/** Requests a minute that one replica takes; 0 is no limit. */
export interface RateLimits {
  /** Tries to sign in, of one address. */
  readonly signIn: number
  /** Of one person or token. */
  readonly api: number
  /** Of one address, and of one SDK key: requests, and sockets that open. */
  readonly sdk: number
}

/** Single sign-on as the environment sets it up. */
export interface SsoEnvironment {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly domains: readonly string[]
  readonly signUp: boolean
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Absent: the server starts a Postgres of its own in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly version: string
  readonly adminToken: string | undefined
  /** Opens `GET /metrics`, and nothing else; absent: nobody reads it. */
  readonly metricsToken?: string | undefined
  /** Where people and SDKs reach this server, when that is not `http://HOST:PORT`. */
  readonly publicUrl: string | undefined
  /** Where releases ask what their Prometheus guards watch. */
  readonly prometheusUrl: string | undefined
  /** Signs cookies and encrypts what is secret of people; absent: one that the database keeps. */
  readonly authSecret?: string | undefined
  /** Absent: no mail is sent, and administrators hand links on. */
  readonly mail?: MailConfig | undefined
  /** Absent: set up in the settings, or not at all. */
  readonly sso?: SsoEnvironment | undefined
  readonly trustProxy: TrustProxy
  readonly rateLimits: RateLimits
  readonly logLevel: string
}

/** Reads the environment once. Throws one error that names every bad variable. */
export function readConfig(env: NodeJS.ProcessEnv, packageVersion: string): Config {
  // An empty variable is one that was not set: compose files pass them on like that.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const secrets = readSecretFiles(given, SECRETS)
  const parsed = Environment.safeParse(secrets.variables)
  const issues = parsed.error?.issues ?? []
  const problems = [
    ...secrets.problems,
    ...issues.map((issue) => `${issue.path.join('.')}: ${issueWords(issue)}`),
  ].map((problem) => `  ${problem}`)
  if (!parsed.success || problems.length > 0) {
    throw new Error(`The environment has values that cannot be used:\n${problems.join('\n')}`)
  }
  const { data } = parsed
  const missing = missingPartners(data)
  if (missing.length > 0) {
    throw new Error(`The environment has values that cannot be used:\n${missing.join('\n')}`)
  }
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    version: data.APP_VERSION ?? packageVersion,
    adminToken: data.BUNTING_ADMIN_TOKEN,
    metricsToken: data.METRICS_TOKEN,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    prometheusUrl: data.PROMETHEUS_URL?.replace(/\/+$/, ''),
    authSecret: data.AUTH_SECRET,
    mail:
      data.SMTP_URL === undefined || data.MAIL_FROM === undefined
        ? undefined
        : { smtpUrl: data.SMTP_URL, from: data.MAIL_FROM },
    sso: ssoOf(data),
    trustProxy: data.TRUST_PROXY,
    rateLimits: {
      signIn: data.RATE_LIMIT_SIGN_IN,
      api: data.RATE_LIMIT_API,
      sdk: data.RATE_LIMIT_SDK,
    },
    logLevel: data.LOG_LEVEL,
  }
}

/** What is set in part would be off without a word. */
const TOGETHER = [
  ['SMTP_URL', 'MAIL_FROM'],
  ['SSO_ISSUER', 'SSO_CLIENT_ID', 'SSO_CLIENT_SECRET', 'SSO_DOMAINS'],
] as const

function missingPartners(data: z.infer<typeof Environment>): string[] {
  return TOGETHER.flatMap((names) => {
    const given = names.find((name) => data[name] !== undefined)
    const missing = names.filter((name) => data[name] === undefined)
    return given ? missing.map((name) => `  ${name}: is needed with ${given}`) : []
  })
}

function ssoOf(data: z.infer<typeof Environment>): SsoEnvironment | undefined {
  const { SSO_ISSUER, SSO_CLIENT_ID, SSO_CLIENT_SECRET, SSO_DOMAINS } = data
  if (!SSO_ISSUER || !SSO_CLIENT_ID || !SSO_CLIENT_SECRET || !SSO_DOMAINS) return undefined
  return {
    name: data.SSO_NAME,
    issuer: SSO_ISSUER,
    clientId: SSO_CLIENT_ID,
    clientSecret: SSO_CLIENT_SECRET,
    domains: SSO_DOMAINS,
    signUp: data.SSO_SIGN_UP,
  }
}
