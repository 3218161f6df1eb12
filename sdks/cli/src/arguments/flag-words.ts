/** Of flags, as `--type` and `--kind` take them. */
export const TYPES: readonly string[] = ['boolean', 'string', 'number', 'json']
export const KINDS: readonly string[] = [
  'release',
  'kill-switch',
  'experiment',
  'operational',
  'permission',
]
