import fc, { type Arbitrary } from 'fast-check'
import { ACTORS, type ActorName, insidersOf } from './actors.ts'
import { headerHints, QUERY_HINTS, recipes } from './hints.ts'
import { poolsOf } from './known.ts'
import { isSocket, type Operation, type Schema } from './operations.ts'
import type { WireRequest } from './send.ts'
import { SPOILINGS, type Spoiling, spoil } from './spoil.ts'
import { isOfKind, type Vocabulary, valuesOf } from './values-of.ts'

/** What is asked: everything about a request but the headers that say who asks. */
export interface FuzzRequest {
  readonly actor: ActorName
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  /** Undefined: none is sent. */
  readonly body: unknown
  /** At most one of these makes it other than the schema says. */
  readonly wrong:
    | { readonly in: 'nothing' }
    | { readonly in: 'path' | 'query' | 'body'; readonly spoiling: Spoiling }
    | { readonly in: 'extra query'; readonly name: string; readonly value: string }
    | { readonly in: 'bytes'; readonly bytes: Uint8Array; readonly type: string }
    | { readonly in: 'media type'; readonly type: string }
    | { readonly in: 'raw path'; readonly part: string }
    | { readonly in: 'handshake'; readonly without: string }
}

export function requestsTo(operation: Operation, words: Vocabulary): Arbitrary<FuzzRequest> {
  const { parameters, body } = operation
  const inPath = parameters.filter((one) => one.in === 'path')
  const inQuery = parameters.filter((one) => one.in === 'query')
  const inHeaders = parameters.filter((one) => one.in === 'header')
  const hints = headerHints(words.known)
  const path = Object.fromEntries(
    inPath.map((parameter) => {
      const made = valuesOf(parameter.schema, words)
      const { schema } = parameter
      const isKind = (value: unknown) => isOfKind(value, schema)
      const known = words.known.draw(poolsOf(operation.path, parameter), isKind)
      const seen = fc.tuple(known, made).map(([value, other]) => value ?? other)
      const usual = USUAL.find(([pattern]) =>
        pattern.test(`${operation.name} {${parameter.name}`),
      )?.[1]
      const isListed = parameter.schema.enum !== undefined
      return [
        parameter.name,
        isListed
          ? made
          : fc.oneof(
              { weight: 20, arbitrary: seen },
              { weight: 1, arbitrary: made },
              { weight: usual ? 60 : 0, arbitrary: usual ?? made },
            ),
      ]
    }),
  )
  const query = Object.fromEntries(
    inQuery.map(({ name, schema }) => [
      name,
      name === 'cursor'
        ? words.known.draw(['nextCursor'])
        : (QUERY_HINTS[name] ?? valuesOf(schema, words, name)),
    ]),
  )
  const headers = Object.fromEntries(
    inHeaders.map(({ name, schema }) => [name, hints[name] ?? valuesOf(schema, words)]),
  )
  const required = inQuery.filter((one) => one.required).map(({ name }) => name)
  const recipe = recipes(words.known).find(([pattern]) => pattern.test(operation.name))?.[1]
  const bodies = body ? bodiesOf(body.schema, words, recipe) : fc.constant(undefined)
  return fc.record({
    actor: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...insidersOf(operation)) },
      { weight: 1, arbitrary: fc.constantFrom(...ACTORS) },
    ),
    path: fc.record(path, { noNullPrototype: true }),
    query: fc.record(query, { requiredKeys: required, noNullPrototype: true }),
    headers: fc.record(headers, { requiredKeys: [], noNullPrototype: true }),
    body: body?.required === false ? fc.option(bodies, { nil: undefined }) : bodies,
    wrong: fc.oneof({ weight: 11, arbitrary: RIGHT }, { weight: 9, arbitrary: wrongs(operation) }),
  })
}

function bodiesOf(
  schema: Schema,
  words: Vocabulary,
  recipe: Arbitrary<unknown> | undefined,
): Arbitrary<unknown> {
  const made = valuesOf(schema, words)
  if (!recipe) return made
  return fc.oneof({ weight: 2, arbitrary: recipe }, { weight: 1, arbitrary: made })
}

/** Where most of what exists is. */
const USUAL: readonly (readonly [RegExp, Arbitrary<unknown>])[] = [
  [/ \{project$/, fc.constant('default')],
  [/ \{environment$/, fc.constantFrom('production', 'production', 'development', 'staging')],
  [/release-templates.* \{name$/, fc.constantFrom('mine', 'yours', 'canary')],
]

const RIGHT = fc.constant({ in: 'nothing' as const })
const MEDIA_TYPES = [
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/problem+json',
  'application/jsonp',
  'nonsense',
]
const BYTES: Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value).slice(0, -1))),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      '{"a":1,}',
      '{"key":"a","key":"b"}',
      '{"__proto__":{"x":1}}',
      'NaN',
      '[',
      '\ufeff{}',
    )
    .map((text) => Buffer.from(text)),
  fc.integer({ min: 1_000, max: 5_000 }).map((deep) => Buffer.from('['.repeat(deep))),
)
const RAW_PARTS = [
  '%',
  '%zz',
  '%00',
  '%C0%80',
  '%ff',
  '..',
  '%2e%2e%2f',
  '%2F',
  '.',
  '',
  '*',
  ':flag',
  'a'.repeat(3_000),
  '%F0%9F%90%A6',
  '%ED%A0%80',
  'null',
  '1;drop',
  '-',
]

/** As RFC 6455 has them. */
const HANDSHAKE: Readonly<Record<string, string>> = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'bunting.v1',
}

function wrongs(operation: Operation): Arbitrary<FuzzRequest['wrong']> {
  const { parameters, body } = operation
  const has = (where: string) => parameters.some((one) => one.in === where)
  const spoilt = (where: 'path' | 'query' | 'body') =>
    fc.record({ in: fc.constant(where), spoiling: SPOILINGS })
  const some = [
    has('path') && spoilt('path'),
    has('path') &&
      fc.record({ in: fc.constant('raw path' as const), part: fc.constantFrom(...RAW_PARTS) }),
    has('query') && spoilt('query'),
    fc.record({
      in: fc.constant('extra query' as const),
      name: fc.constantFrom('extra', 'limit', 'cursor', '__proto__', 'a[]', 'a[b]', '%'),
      value: fc.constantFrom('1', '', '%', '%00', 'x'),
    }),
    // Most of what is wrong with requests is wrong with their bodies.
    ...(body ? [spoilt('body'), spoilt('body'), spoilt('body'), spoilt('body')] : []),
    fc.record({
      in: fc.constant('bytes' as const),
      bytes: BYTES,
      type: fc.constantFrom('application/json', ...(body ? [] : MEDIA_TYPES)),
    }),
    isSocket(operation) &&
      fc.record({
        in: fc.constant('handshake' as const),
        without: fc.constantFrom(...Object.keys(HANDSHAKE)),
      }),
    body &&
      fc.record({ in: fc.constant('media type' as const), type: fc.constantFrom(...MEDIA_TYPES) }),
  ].filter((one) => one !== undefined && one !== false)
  return fc.oneof(...(some as [Arbitrary<FuzzRequest['wrong']>]))
}

const LONGEST = 6_000

/** The request as it is sent, but for who sends it. */
export function toWire(operation: Operation, asked: FuzzRequest): WireRequest {
  const { wrong } = asked
  const params = wrong.in === 'path' ? (spoil(asked.path, wrong.spoiling) as object) : asked.path
  const query = wrong.in === 'query' ? spoil(asked.query, wrong.spoiling) : asked.query
  const body = wrong.in === 'body' ? spoil(asked.body, wrong.spoiling) : asked.body
  let path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encoded(Object.hasOwn(params ?? {}, name) ? (params as Record<string, unknown>)[name] : ''),
  )
  if (wrong.in === 'raw path') {
    const at = operation.path.split('/').findLastIndex((part) => part.startsWith('{'))
    path = path.split('/').with(at, wrong.part).join('/')
  }
  const pairs = Object.entries(Object(query)).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat(1).map((one) => `${encoded(name)}=${encoded(one)}`),
  )
  if (wrong.in === 'extra query') pairs.push(`${wrong.name}=${wrong.value}`)
  const whole = pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
  // Longer ones meet a limit of HTTP, before anything of ours.
  const address = whole.slice(0, LONGEST)
  const headers = headersOf(operation, asked)
  if (wrong.in === 'bytes') {
    return {
      method: operation.method,
      path: address,
      headers: { ...headers, ...typed(wrong.type) },
      body: wrong.bytes,
    }
  }
  const type = wrong.in === 'media type' ? wrong.type : 'application/json'
  const text = body === undefined ? undefined : JSON.stringify(body)
  if (text !== undefined) Object.assign(headers, typed(type))
  return { method: operation.method, path: address, headers, body: text }
}

function headersOf(operation: Operation, { headers, wrong }: FuzzRequest): Record<string, string> {
  const all = { ...(isSocket(operation) && HANDSHAKE), ...headers }
  const without = wrong.in === 'handshake' ? wrong.without : undefined
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined || name === without ? [] : [[name, String(value)]],
    ),
  )
}

const typed = (type: string): Record<string, string> => (type ? { 'content-type': type } : {})

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return encodeURIComponent(text.toWellFormed()).slice(0, 4_000)
}
