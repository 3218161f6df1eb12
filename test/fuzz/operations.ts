/** JSON Schema, as far as our OpenAPI document uses it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
}

/** One method of one path of the document. */
export interface Operation {
  /** `PATCH /api/v1/projects/{project}`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: { readonly schema: Schema; readonly required: boolean } | undefined
  /** By status; of each the schemas by media type. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, Schema>>>>
  /** Whether the document says that anybody may. */
  readonly isPublic: boolean
  /** Whether it asks for an SDK key. */
  readonly isForSdks: boolean
  /** Whether it asks for the token of Prometheus. */
  readonly isForPrometheus: boolean
}

/** Whether a success is a WebSocket. */
export function isSocket({ responses }: Pick<Operation, 'responses'>): boolean {
  return responses['101'] !== undefined
}

export interface ApiDocument {
  readonly operations: readonly Operation[]
  readonly components: Readonly<Record<string, Schema>>
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface OperationObject {
  readonly parameters?: readonly Partial<Parameter>[]
  readonly requestBody?: Content & { readonly required?: boolean }
  readonly responses?: Readonly<Record<string, Content>>
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export async function readOperations(url: string): Promise<ApiDocument> {
  const answer = await fetch(`${url}/api/openapi.json`)
  const { paths, components } = (await answer.json()) as OpenApi
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      readOperation(path, method.toUpperCase(), operation),
    ),
  )
  return { operations, components: components.schemas }
}

function readOperation(path: string, method: string, operation: OperationObject): Operation {
  const { parameters = [], requestBody, responses = {}, security } = operation
  const body = requestBody?.content?.['application/json']?.schema
  return {
    name: `${method} ${path}`,
    method,
    path,
    parameters: parameters.map(({ name = '', schema = {}, required = false, in: where }) => ({
      name,
      schema,
      required,
      in: where ?? 'query',
    })),
    body: body && { schema: body, required: requestBody?.required === true },
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { content = {} }]) => [status, schemasOf(content)]),
    ),
    // Nobody need show anything, or one of the ways to show who asks is to show nothing.
    isPublic:
      security?.length === 0 || security?.some((way) => Object.keys(way).length === 0) === true,
    isForSdks: security?.some((way) => 'sdkKey' in way) ?? false,
    isForPrometheus: security?.some((way) => 'metricsToken' in way) ?? false,
  }
}

function schemasOf(content: NonNullable<Content['content']>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(content).map(([media, { schema = {} }]) => [media, schema]),
  )
}
