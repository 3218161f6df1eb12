import type { World } from './world.ts'

/** One direction of one socket. */
export interface Channel {
  send(text: string): void
  /** Bytes under way. */
  waiting(): number
  onceFlushed(then: () => void): void
  /** Nothing arrives any more. */
  end(): void
}

/** @param readableAt when the other side reads again, if it does not now */
export function createChannel(
  { time, random, weather }: World,
  deliver: (text: string) => void,
  readableAt: () => number = () => 0,
): Channel {
  let isOpen = true
  let waiting = 0
  let lastAt = 0
  let flushed: (() => void)[] = []

  function arrive(text: string): void {
    const wait = readableAt() - time.now()
    if (isOpen && wait > 0) {
      time.after(wait, () => arrive(text))
      return
    }
    waiting -= text.length
    if (isOpen) deliver(text)
    if (waiting > 0) return
    const all = flushed
    flushed = []
    if (isOpen) for (const then of all) then()
  }

  function post(text: string): void {
    const at = time.now() + random() * weather.maxDelayMs
    if (random() >= weather.overtaking) lastAt = Math.max(lastAt, at)
    waiting += text.length
    time.after(Math.max(at, lastAt) - time.now(), () => arrive(text))
  }

  return {
    send(text) {
      if (!isOpen || random() < weather.lost) return
      post(text)
      if (random() < weather.twice) post(text)
    },
    waiting: () => waiting,
    onceFlushed(then) {
      flushed.push(then)
    },
    end() {
      isOpen = false
    },
  }
}

/**
 * Half of it is missing; or a digit of a line is another. Not of a header: what vouches for that is
 * the transport.
 */
export function damaged(text: string, random: () => number): string {
  const header = text.indexOf('\n')
  const digits = [...text.matchAll(/\d/g)].filter(({ index }) => header !== -1 && index > header)
  const digit = digits[Math.floor(random() * digits.length)]
  if (!digit || random() < 0.5) return text.slice(0, text.length / 2)
  const other = (Number(digit[0]) + 1) % 10
  return text.slice(0, digit.index) + other + text.slice(digit.index + 1)
}
