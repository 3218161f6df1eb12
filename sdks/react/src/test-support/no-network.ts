/** No test reaches for a network: what polls, or sends what could not be sent, is told to wait. */
globalThis.fetch = async () => new Response(null, { status: 503 })
