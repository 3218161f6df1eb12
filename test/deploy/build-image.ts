import { execFile } from 'node:child_process'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { execForm, type Instruction, parseDockerfile, parseEnvironment } from './dockerfile.ts'

/** A stage of a Dockerfile, its file system a folder of this machine. */
export interface Stage {
  readonly base: string
  /** What is `/` in the image. */
  readonly root: string
  directory: string
  environment: Record<string, string>
  user?: string
  command?: readonly [string, ...string[]]
  healthCheck?: readonly [string, ...string[]]
}

export interface BuildOptions {
  /** The folder that `COPY` copies from, with the Dockerfile in it. */
  readonly context: string
  /** Where the stages are made. */
  readonly folder: string
  /** Of the commands that `RUN` runs. */
  readonly environment: NodeJS.ProcessEnv
}

type Follow = (text: string, stage: Stage, build: Build) => void | Promise<void>
type Build = BuildOptions & { readonly stages: Map<string, Stage> }

const run = promisify(execFile)
const nothing = () => undefined

/**
 * Does what `docker build` does, without Docker: the same commands on the same files, in the same
 * order. Files belong to whoever runs this. Answers with the last stage.
 */
export async function buildImage(options: BuildOptions): Promise<Stage> {
  const build: Build = { ...options, stages: new Map() }
  let stage: Stage | undefined
  for (const { name, text } of parseDockerfile(await dockerfile(options.context))) {
    if (name === 'FROM') stage = beginStage(text, build)
    else if (stage && FOLLOW[name]) await FOLLOW[name](text, stage, build)
    else throw new Error(`the tests cannot follow ${name} here`)
  }
  if (!stage) throw new Error('a Dockerfile without FROM')
  return stage
}

function dockerfile(context: string): Promise<string> {
  return readFile(join(context, 'Dockerfile'), 'utf8')
}

function beginStage(text: string, { stages, folder }: Build): Stage {
  const [base = '', , name = 'final'] = text.split(' ')
  const stage: Stage = { base, root: join(folder, name), directory: '/', environment: {} }
  stages.set(name, stage)
  return stage
}

const FOLLOW: Readonly<Record<Instruction['name'], Follow>> = {
  WORKDIR: async (text, stage) => {
    stage.directory = text
    await mkdir(join(stage.root, text), { recursive: true })
  },
  COPY: async (text, stage, { stages, context }) => {
    const words = text.split(' ')
    const paths = words.filter((word) => !word.startsWith('--'))
    const target = paths.pop() ?? ''
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length)
    const source = from === undefined ? context : stages.get(from)?.root
    if (source === undefined) throw new Error(`there is no stage ${from}`)
    const here = target.startsWith('/') ? stage.root : join(stage.root, stage.directory)
    for (const path of paths) {
      const to = target.endsWith('./') ? join(target, path) : target
      await cp(join(source, path), join(here, to), { recursive: true, verbatimSymlinks: true })
    }
  },
  RUN: async (text, stage, { environment }) => {
    const cwd = join(stage.root, stage.directory)
    await run('/bin/sh', ['-c', text], { cwd, env: environment, maxBuffer: 10_000_000 })
  },
  ENV: (text, stage) => {
    Object.assign(stage.environment, parseEnvironment(text, stage.environment))
  },
  USER: (text, stage) => {
    stage.user = text
  },
  CMD: (text, stage) => {
    stage.command = execForm(text)
  },
  HEALTHCHECK: (text, stage) => {
    stage.healthCheck = execForm(text)
  },
  ARG: nothing,
  EXPOSE: nothing,
  VOLUME: nothing,
}
