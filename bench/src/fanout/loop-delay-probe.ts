import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into a server before its own code: says on SIGWINCH, which stops nobody, how long its loop was held up at most since
// the last time, in milliseconds.
const delays = monitorEventLoopDelay({ resolution: 2 })
delays.enable()
let times = 0
process.on('SIGWINCH', () => {
  times += 1
  console.log(`loop delay ${times}: ${delays.max / 1e6} ms`)
  delays.reset()
})
