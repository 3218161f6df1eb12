// The flags of project default. Made by `bunting types`: run it again instead of editing this.
declare namespace Bunting {
  interface Flags {
    'button-colour': { grey: string; blue: string }
    /** (server only) */
    layout: { wide: { columns: number }; narrow: { columns: number; dense: boolean } }
    /** New checkout */
    'new-checkout': { on: boolean; off: boolean }
    'page-size': { small: number; large: number }
  }
}
