import type { OpenSocket } from '@bunting/client'

/** The browser's WebSocket as the client's port. It sets no header: the key is in the `hello`. */
export const openBrowserSocket: OpenSocket = (url, protocol, events) => {
  let socket: WebSocket
  try {
    socket = new WebSocket(url, protocol)
  } catch (error) {
    // A page served by https may not open ws: – as good as a network that failed.
    setTimeout(() => events.closed(1006, String(error)))
    return { send() {}, close() {} }
  }
  socket.onopen = () => events.opened()
  socket.onmessage = ({ data }) => events.received(data)
  socket.onclose = ({ code, reason }) => events.closed(code, reason)
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(),
  }
}
