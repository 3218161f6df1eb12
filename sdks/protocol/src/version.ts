/**
 * The WebSocket sub-protocol. A new version is a new name, offered beside the old one.
 *
 * - v1: hello, current, snapshot, delta, receipt, heartbeat, goodbye.
 */
export const PROTOCOL = 'bunting.v1'
