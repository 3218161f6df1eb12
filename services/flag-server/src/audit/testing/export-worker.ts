import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../database/connect.ts'
import { conditionsOf } from '../audit-filter.ts'
import { exportAudit } from '../export-audit.ts'

// Exports a history and says how many lines that was: by itself, so that its heap can be a small one.

const { url, format } = workerData
const { db, close } = connect(url, () => undefined)
const conditions = await conditionsOf(db, 'shop', {})
let lines = 0
for await (const text of Readable.from(exportAudit(db, conditions, format), { highWaterMark: 1 })) {
  lines += text.split('\n').length - 1
}
await close()
parentPort?.postMessage(lines)
