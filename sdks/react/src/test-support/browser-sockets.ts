import type { Socket } from '@bunting/client'
import { createMemoryWire, type MemoryWire } from '@bunting/client/testing'
import { onTestFinished, vi } from 'vitest'

/** The browser's WebSocket over a wire in memory, for as long as the test runs. */
export function stubBrowserSockets(): MemoryWire {
  const wire = createMemoryWire()
  class BrowserSocket {
    static readonly OPEN = 1
    readyState = 0
    onopen: (() => void) | null = null
    onmessage: ((event: { data: unknown }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    private readonly socket: Socket

    constructor(url: string, protocol: string) {
      this.socket = wire.openSocket(url, protocol, {
        opened: () => {
          this.readyState = BrowserSocket.OPEN
          this.onopen?.()
        },
        received: (data) => this.onmessage?.({ data }),
        closed: (code, reason) => this.onclose?.({ code, reason }),
      })
    }

    send(text: string): void {
      this.socket.send(text)
    }

    close(): void {
      this.readyState = 3
      this.socket.close()
    }
  }
  vi.stubGlobal('WebSocket', BrowserSocket)
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  return wire
}
