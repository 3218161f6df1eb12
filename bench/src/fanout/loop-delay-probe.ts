import { subscribe } from 'node:diagnostics_channel'
import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into a server before its own code: says on SIGWINCH, which stops nobody, how long its loop was held up at most since
// the last time, in milliseconds. Counts from when it begins to listen: before, there is nobody whom it could keep waiting.
const delays = monitorEventLoopDelay({ resolution: 2 })
delays.enable()
subscribe('tracing:net.server.listen:asyncStart', () => delays.reset())
let times = 0
process.on('SIGWINCH', () => {
  times += 1
  console.log(`loop delay ${times}: ${delays.max / 1e6} ms`)
  delays.reset()
})
