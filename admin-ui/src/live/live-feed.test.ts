import type { LiveMessage } from '@bunting/flag-server/live/live-message.ts'
import { describe, expect, it } from 'vitest'
import { type LivePhase, openLiveFeed, SILENCE_LIMIT_MS, type SocketEvents } from './live-feed.ts'

function stage() {
  const sockets: (SocketEvents & { closed: boolean })[] = []
  const timers = new Set<{ ms: number; run: () => void }>()
  const phases: LivePhase[] = []
  const messages: LiveMessage[] = []
  let turnedAway = 0
  const end = openLiveFeed(
    {
      open: (events) => {
        const socket = { ...events, closed: false }
        sockets.push(socket)
        return () => {
          socket.closed = true
        }
      },
      after: (ms, run) => {
        const timer = { ms, run }
        timers.add(timer)
        return () => timers.delete(timer)
      },
      random: () => 0.5,
      now: () => 1_000,
    },
    {
      onPhase: (phase) => phases.push(phase),
      onMessage: (message) => messages.push(message),
      onTurnedAway: () => {
        turnedAway++
      },
    },
  )
  const fire = () => {
    const [timer] = timers
    if (!timer) throw new Error('no timer is running')
    timers.delete(timer)
    timer.run()
    return timer.ms
  }
  return { sockets, timers, phases, messages, end, fire, turnedAway: () => turnedAway }
}

describe('live feed', () => {
  it('is live from the first word on, not when the socket opens, and hands messages on', () => {
    const { sockets, phases, messages } = stage()
    sockets[0]?.onOpen()
    expect(phases).toEqual([{ phase: 'connecting' }])
    sockets[0]?.onData('{"type":"heartbeat"}')
    sockets[0]?.onData('not json')
    expect(phases).toEqual([{ phase: 'connecting' }, { phase: 'live' }])
    expect(messages).toEqual([{ type: 'heartbeat' }])
  })

  it('ignores what it cannot read', () => {
    const { sockets, messages } = stage()
    sockets[0]?.onData('not json')
    sockets[0]?.onData(new ArrayBuffer(1))
    expect(messages).toEqual([])
  })

  it('says so when whoever looks may not look any longer', () => {
    const { sockets, phases, turnedAway } = stage()
    sockets[0]?.onClose(1006)
    expect(turnedAway()).toBe(0)
    sockets[0]?.onClose(4403)
    expect(turnedAway()).toBe(1)
    expect(phases.at(-1)?.phase).toBe('down')
  })

  it('says since when it is down and opens one socket at a time, later each time', () => {
    const { sockets, phases, fire, timers } = stage()
    sockets[0]?.onClose()
    expect(phases.at(-1)).toEqual({ phase: 'down', since: 1_000 })
    expect(fire()).toBe(250)
    sockets[1]?.onClose()
    expect(fire()).toBe(500)
    expect(sockets).toHaveLength(3)
    expect(timers.size).toBe(1)
  })

  it('gives up a socket that has been silent for too long', () => {
    const { sockets, phases, fire } = stage()
    sockets[0]?.onOpen()
    expect(fire()).toBe(SILENCE_LIMIT_MS)
    expect(sockets[0]?.closed).toBe(true)
    expect(phases.at(-1)?.phase).toBe('down')
  })

  it('leaves nothing behind when it is ended', () => {
    const { sockets, timers, end } = stage()
    end()
    expect(timers.size).toBe(0)
    expect(sockets[0]?.closed).toBe(true)
  })
})
