import { createClient } from '@bunting/client'
import { createManualTime, createMemoryWire } from '@bunting/client/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { booleanFlag, serveFlags } from '../test-support/serve-flags.ts'
import { followPage } from './follow-page.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A page with a client on it, connected. */
function openTab(url = 'https://flags.example.com') {
  const wire = createMemoryWire()
  const time = createManualTime()
  const hidden = vi.fn()
  const client = createClient(
    { url, key: 'client-key', sdk: { name: 'test', version: '0' }, instance: 'test' },
    { openSocket: wire.openSocket, time, random: () => 0.5, warn: () => {} },
    [followPage(hidden)],
  )
  onTestFinished(() => client.close())
  client.start()
  time.advance(0)
  serveFlags(wire.last(), [booleanFlag('new-checkout', 'everybody')])
  const heartbeat = () =>
    wire.last().send(JSON.stringify({ type: 'heartbeat', revision: client.status().revision }))
  return { wire, time, client, hidden, heartbeat }
}

const happen = (type: string, more = {}) =>
  window.dispatchEvent(Object.assign(new Event(type), more))
const resume = () => document.dispatchEvent(new Event('resume'))

describe('a client on a page', () => {
  it('says that it is stale as soon as the browser is offline, and tries no more until it is online', () => {
    const { wire, time, client } = openTab()
    happen('offline')
    expect(client.status()).toMatchObject({ phase: 'stale', connected: false })
    expect(wire.last().isAlive()).toBe(false)
    time.advance(20_000)
    expect(wire.sockets).toHaveLength(1)
    happen('online')
    time.advance(100)
    expect(wire.sockets).toHaveLength(2)
    serveFlags(wire.last(), [])
    expect(client.status()).toMatchObject({ phase: 'ready', connected: true })
  })

  it('tries all the same after a while: browsers have been wrong about that', () => {
    const { wire, time } = openTab()
    happen('offline')
    time.advance(60_000)
    expect(wire.sockets.length).toBeGreaterThan(1)
  })

  it('does not lose a server on this computer with the network', () => {
    for (const url of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']) {
      const { client } = openTab(url)
      happen('offline')
      expect(client.status(), url).toMatchObject({ phase: 'ready' })
    }
    const { client } = openTab('http://localhost.example.com')
    happen('offline')
    expect(client.status()).toMatchObject({ phase: 'stale' })
  })

  it('leaves its socket alone when the page comes back while all is well', () => {
    const { wire, time, heartbeat } = openTab()
    time.advance(15_000)
    heartbeat()
    resume()
    time.advance(10_000)
    expect(wire.sockets).toHaveLength(1)
    expect(wire.last().isAlive()).toBe(true)
  })

  it('connects anew within seconds when the socket went silent while the page was frozen', () => {
    const { wire, time, client } = openTab()
    time.advance(30_000)
    resume()
    time.advance(5_000)
    expect(wire.sockets).toHaveLength(2)
    expect(wire.sockets.map((socket) => socket.isAlive())).toEqual([false, true])
    serveFlags(wire.last(), [])
    expect(client.status().phase).toBe('ready')
  })

  it('keeps a socket whose word was only waiting to be heard', () => {
    const { wire, time, heartbeat } = openTab()
    time.advance(30_000)
    resume()
    time.advance(1_000)
    heartbeat()
    time.advance(10_000)
    expect(wire.sockets).toHaveLength(1)
  })

  it('makes one attempt, however often it is told to wake', () => {
    const { wire, time } = openTab()
    wire.last().close()
    for (let again = 0; again < 20; again++) {
      resume()
      happen('online')
    }
    time.advance(100)
    expect(wire.sockets).toHaveLength(2)
    resume()
    happen('online')
    time.advance(2_000)
    expect(wire.sockets).toHaveLength(2)
  })

  it('gives up its socket when the page is parked, and opens one when that is shown again', () => {
    const { wire, time, client, hidden } = openTab()
    happen('pagehide', { persisted: true })
    expect(hidden).toHaveBeenCalledOnce()
    expect(wire.last().isAlive()).toBe(false)
    expect(client.isEnabled('new-checkout')).toBe(true)
    happen('pageshow', { persisted: true })
    time.advance(100)
    expect(wire.sockets).toHaveLength(2)
  })

  it('hears nothing of the page once it is closed, and does again after it was started', () => {
    const { wire, time, client } = openTab()
    void client.close()
    happen('online')
    time.advance(1_000)
    expect(wire.sockets).toHaveLength(1)
    client.start()
    time.advance(0)
    serveFlags(wire.last(), [])
    happen('offline')
    expect(client.status().phase).toBe('stale')
  })
})
