export type ContentEncoding = 'br' | 'gzip' | 'identity'

const PREFERRED = ['br', 'gzip'] as const

/**
 * The best encoding of an `Accept-Encoding` header (RFC 9110, section 12.5.3). What is refused with
 * `q=0` is not sent; finer weights are not told apart.
 */
export function contentEncoding(accepted: string | undefined): ContentEncoding {
  if (accepted === undefined) return 'identity'
  const offers = accepted.toLowerCase().split(',')
  const names = offers.flatMap((offer) => {
    const [name = '', ...parameters] = offer.split(';').map((part) => part.trim())
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
  })
  return PREFERRED.find((encoding) => names.includes(encoding)) ?? 'identity'
}
