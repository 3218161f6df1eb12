declare global {
  // What the library that keeps a page from scrolling behind a dialog reads its nonce from.
  var __webpack_nonce__: string | undefined
}

/**
 * The word that the content security policy of this page knows its style elements by. Read once: a
 * browser keeps it from scripts that look at attributes, not from those that ask the element.
 */
export const STYLE_NONCE: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

globalThis.__webpack_nonce__ = STYLE_NONCE
