import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core'
import styles from './mantine.module.css'

// Mantine wants ten shades of everything; this theme has one grey scale and says the rest in theme.css.
const ink: MantineColorsTuple = [
  '#f6f6f7',
  '#e9e9ec',
  '#cdcfd6',
  '#b4b7c1',
  '#8b8f9d',
  '#666a77',
  '#484c57',
  '#2b2d33',
  '#17181c',
  '#0c0d0f',
]

const buttonColours: VariantColorsResolver = ({ variant, color }) => {
  const red = color === 'red'
  const transparent = { border: '1px solid transparent', background: 'transparent' }
  switch (variant) {
    case 'filled':
      return {
        background: red ? 'var(--red-strong)' : 'var(--ink)',
        hover: red
          ? 'color-mix(in srgb, var(--red-strong) 86%, black)'
          : 'color-mix(in srgb, var(--ink) 84%, var(--surface))',
        color: red ? 'var(--on-red)' : 'var(--on-ink)',
        border: '1px solid transparent',
      }
    case 'subtle':
    case 'transparent':
      return {
        ...transparent,
        hover: red ? 'var(--red-wash)' : 'var(--surface-hover)',
        color: red ? 'var(--red)' : 'var(--ink-2)',
      }
    default:
      return {
        background: 'var(--surface)',
        hover: red ? 'var(--red-wash)' : 'var(--surface-hover)',
        color: red ? 'var(--red)' : 'var(--ink)',
        border: `1px solid ${red ? 'var(--red)' : 'var(--hairline-strong)'}`,
      }
  }
}

const BUTTON_HEIGHT: Record<string, string> = { xs: '28px', sm: '32px', md: '36px', lg: '44px' }

const field = { defaultProps: { size: 'sm' } }
// A list of options scrolls itself: a scroll area around it would be one more thing to focus.
const choice = { size: 'sm', withScrollArea: false }
const pills = { wrapper: styles.pills, inputField: styles.pillsField }

export const theme: MantineThemeOverride = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  activeClassName: '',
  focusClassName: styles.focus ?? '',
  variantColorResolver: buttonColours,
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      classNames: { root: styles.button },
      vars: (_theme: unknown, props: { size?: string }) => ({
        root: {
          '--button-height': BUTTON_HEIGHT[props.size ?? 'sm'],
          '--button-padding-x': '12px',
        },
      }),
    },
    ActionIcon: {
      defaultProps: { size: 28, variant: 'subtle' },
      classNames: { root: styles.actionIcon },
    },
    TextInput: field,
    PasswordInput: field,
    Textarea: field,
    Select: { defaultProps: { ...choice, checkIconPosition: 'right', allowDeselect: false } },
    MultiSelect: {
      defaultProps: { ...choice, checkIconPosition: 'right' },
      classNames: pills,
    },
    Autocomplete: { defaultProps: choice },
    TagsInput: { defaultProps: choice, classNames: pills },
    Input: { classNames: { wrapper: styles.field, input: styles.input } },
    InputWrapper: {
      defaultProps: { withAsterisk: false },
      classNames: {
        label: styles.label,
        description: styles.description,
        error: styles.error,
      },
    },
    Pill: { classNames: { root: styles.pill } },
    Popover: {
      defaultProps: { transitionProps: { duration: 100 } },
      classNames: { dropdown: styles.floating },
    },
    Menu: {
      // The placeholder that Mantine focuses first is no child that a menu may have.
      defaultProps: { transitionProps: { duration: 100 }, withInitialFocusPlaceholder: false },
      classNames: { dropdown: styles.floating, item: styles.menuItem },
    },
    Combobox: {
      classNames: {
        dropdown: styles.floating,
        options: styles.options,
        option: styles.menuItem,
      },
    },
    Tooltip: {
      defaultProps: { openDelay: 400, transitionProps: { duration: 80 } },
      classNames: { tooltip: styles.tooltip },
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { transition: 'fade', duration: 120 },
        overlayProps: { color: 'var(--backdrop)', backgroundOpacity: 1 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      classNames: {
        content: styles.modal,
        header: styles.modalHeader,
        body: styles.modalBody,
        title: styles.modalTitle,
      },
    },
    Slider: {
      classNames: {
        track: styles.sliderTrack,
        bar: styles.sliderBar,
        thumb: styles.sliderThumb,
      },
    },
  },
})

/** Mantine's own variables, pointed at ours, so that both schemes are written down once. */
export const cssVariables: CSSVariablesResolver = () => {
  const variables = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-error': 'var(--red)',
    // Of a menu's item that hurts.
    '--mantine-color-red-6': 'var(--red)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--hairline-strong)',
    '--mantine-color-anchor': 'var(--ink)',
    '--mantine-color-disabled': 'var(--surface-hover)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-primary-color-filled': 'var(--ink)',
    '--mantine-primary-color-contrast': 'var(--on-ink)',
  }
  return { variables: {}, light: variables, dark: variables }
}
