/** Of this package; the server shows it beside each connection. */
export const VERSION = '0.1.0'
