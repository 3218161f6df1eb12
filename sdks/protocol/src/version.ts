/**
 * The WebSocket sub-protocol. A new version is a new name, offered beside the old one.
 *
 * - v1: hello, current, snapshot, delta, receipt, resync, heartbeat, goodbye; events and stored;
 *   preview and previewed, for server keys.
 */
export const PROTOCOL = 'bunting.v1'
