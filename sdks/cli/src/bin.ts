#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.ts'
import { createScreen } from './terminal/screen.ts'

// Whoever read on has enough: `bunting flags | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await run({
  typed: process.argv.slice(2),
  env: process.env,
  screen: createScreen(process.env, process.stdout, process.stderr),
  time: { now: () => performance.now(), sleep: (ms) => sleep(ms) },
})
