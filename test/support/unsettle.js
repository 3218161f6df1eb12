/**
 * Runs in a page, before the page's own scripts: whatever comes after a moment comes after another one.
 * Only what may come late does, and what has an order keeps it: timers of one length, frames, what a
 * socket or a port says. Answers of a server have none.
 */
window.unsettle = (random) => {
  const { fetch, setTimeout, requestAnimationFrame } = window
  const upTo = (ms) => random() * ms

  const ANSWERS_LATE_MS = 400
  const SOCKET_LATE_MS = 100
  // React draws, and runs effects, when a port tells it to.
  const PORTS_LATE_MS = 30
  const TIMERS_LATE_MS = 60
  const SHORT_TIMER_MS = 100
  const FRAMES_SKIPPED = 2

  const inOrder = (lateMs) => {
    let lastDue = 0
    return (run) => {
      lastDue = Math.max(performance.now() + upTo(lateMs), lastDue + 1)
      setTimeout(run, lastDue - performance.now())
    }
  }

  window.fetch = async (resource, options) => {
    const answer = await fetch(resource, options)
    await new Promise((done) => setTimeout(done, upTo(ANSWERS_LATE_MS)))
    options?.signal?.throwIfAborted()
    return answer
  }

  window.WebSocket = class extends WebSocket {
    #late = inOrder(SOCKET_LATE_MS)
    #heard
    #closed
    set onmessage(handler) {
      this.#heard = handler
      super.onmessage = (event) => this.#late(() => this.#heard?.(event))
    }
    set onclose(handler) {
      this.#closed = handler
      super.onclose = (event) => this.#late(() => this.#closed?.(event))
    }
  }

  const { postMessage } = MessagePort.prototype
  const latePost = inOrder(PORTS_LATE_MS)
  MessagePort.prototype.postMessage = function (...said) {
    latePost(() => postMessage.apply(this, said))
  }

  let timers = []
  window.setTimeout = (run, ms = 0, ...given) => {
    if (ms >= SHORT_TIMER_MS) return setTimeout(run, ms, ...given)
    const now = performance.now()
    timers = timers.filter((timer) => timer.due > now)
    const before = timers.filter((timer) => timer.ms <= ms).map((timer) => timer.due + 1)
    const due = Math.max(now + ms + upTo(TIMERS_LATE_MS), ...before)
    timers.push({ ms, due })
    return setTimeout(run, due - now, ...given)
  }

  let frames = new Map()
  let drawing = new Map()
  let lastFrame = 0
  const drawAfter = (skipped) =>
    requestAnimationFrame((time) => {
      if (skipped > 0) return drawAfter(skipped - 1)
      drawing = frames
      frames = new Map()
      for (const draw of drawing.values()) draw(time)
    })
  window.requestAnimationFrame = (draw) => {
    if (frames.size === 0) drawAfter(Math.round(upTo(FRAMES_SKIPPED)))
    lastFrame += 1
    frames.set(lastFrame, draw)
    return lastFrame
  }
  window.cancelAnimationFrame = (frame) => {
    frames.delete(frame)
    drawing.delete(frame)
  }
}
