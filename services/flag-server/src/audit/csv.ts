/**
 * What a spreadsheet would take for a formula, also after blanks, and in the wide forms that some
 * languages' keyboards make.
 */
const FORMULA = /^\s*[=+\-@\t\r|＝＋－＠]|^[\t\r\n]/

/** A line of CSV (RFC 4180). A text that a spreadsheet would run begins with an apostrophe instead. */
export function csvLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? '' : csvField(value))).join(',')}\r\n`
}

function csvField(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
