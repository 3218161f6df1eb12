/** Of package.json; the server knows the command by it. */
export const VERSION = '0.1.0'
