const FINAL = 0x80
const MASKED = 0x80
const CLOSE = 0x8

/** Follows the frames of one direction of a WebSocket (RFC 6455, section 5.2) by their lengths. */
export class FrameBoundary {
  /** Of the frame's header: bytes seen, and how many there are once that is known. */
  #seen = 0
  #headerEnds = Number.POSITIVE_INFINITY
  #lengthEnds = 0
  #payload = 0
  #isFragmented = false
  #isEnded = false

  /** Whether the next byte begins a message. Never again after a close frame. */
  isBetweenMessages(): boolean {
    return this.#seen === 0 && this.#payload === 0 && !this.#isFragmented && !this.#isEnded
  }

  pass(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#seen === 0 && this.#payload > 0) {
        const passed = Math.min(this.#payload, chunk.length - at)
        this.#payload -= passed
        at += passed
      } else {
        this.#passHeaderByte(chunk[at] ?? 0)
        at += 1
      }
    }
  }

  #passHeaderByte(byte: number): void {
    const index = this.#seen
    this.#seen += 1
    if (index === 0) {
      const opcode = byte & 0x0f
      if (opcode === CLOSE) this.#isEnded = true
      // Control frames may come between the fragments of a message, and are none themselves.
      else if (opcode < CLOSE) this.#isFragmented = (byte & FINAL) === 0
    } else if (index === 1) {
      const short = byte & 0x7f
      this.#lengthEnds = short === 127 ? 10 : short === 126 ? 4 : 2
      this.#headerEnds = this.#lengthEnds + ((byte & MASKED) === 0 ? 0 : 4)
      this.#payload = short < 126 ? short : 0
    } else if (index < this.#lengthEnds) {
      this.#payload = this.#payload * 256 + byte
    }
    if (this.#seen === this.#headerEnds) {
      this.#seen = 0
      this.#headerEnds = Number.POSITIVE_INFINITY
    }
  }
}
