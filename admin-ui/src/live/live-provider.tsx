import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { applyLiveMessage } from './apply-live-message.ts'
import { gatherLiveMessages } from './gather-live-messages.ts'
import { type LivePhase, openLiveFeed, type SocketEvents } from './live-feed.ts'

const CONNECTING: LivePhase = { phase: 'connecting' }
const Live = createContext<LivePhase>(CONNECTING)

interface LiveProviderProps {
  readonly project: string
  readonly children: ReactNode
}

/** Keeps what the screen shows of a project current, and knows whether it can. */
export function LiveProvider({ project, children }: LiveProviderProps) {
  const client = useQueryClient()
  const [phase, setPhase] = useState<LivePhase>(CONNECTING)

  useEffect(() => {
    let joined = 0
    const ports = browserPorts(liveUrl(project))
    const { take, stop } = gatherLiveMessages((message) => {
      applyLiveMessage(client, project, message).catch(() => {
        client.invalidateQueries({ queryKey: queryKeys.project(project) })
      })
    }, ports.after)
    const close = openLiveFeed(ports, {
      onPhase: setPhase,
      onTurnedAway: () => {
        client.invalidateQueries({ queryKey: queryKeys.me })
        client.invalidateQueries({ queryKey: queryKeys.projects })
        client.invalidateQueries({ queryKey: queryKeys.projectView(project) })
      },
      onMessage: (message) => {
        if (message.type !== 'joined') return take(message)
        // What changed while there was no socket, or since this page first asked, nobody told it.
        if (joined++ > 0 || message.quietMs <= performance.now()) {
          void askAgain(client, queryKeys.project(project))
        }
      },
    })
    return () => {
      stop()
      close()
    }
  }, [client, project])

  return <Live value={phase}>{children}</Live>
}

export function useLivePhase(): LivePhase {
  return useContext(Live)
}

function liveUrl(project: string): string {
  const url = new URL(`/api/v1/projects/${encodeURIComponent(project)}/live`, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

function browserPorts(url: string) {
  return {
    open: ({ onOpen, onData, onClose }: SocketEvents) => {
      const socket = new WebSocket(url)
      socket.onopen = onOpen
      socket.onmessage = ({ data }) => onData(data)
      socket.onclose = ({ code }) => onClose(code)
      return () => {
        socket.onopen = socket.onmessage = socket.onclose = null
        socket.close()
      }
    },
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    random: () => Math.random(),
    now: () => Date.now(),
  }
}
