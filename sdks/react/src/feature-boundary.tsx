import { Component, type ErrorInfo, type ReactNode } from 'react'

export interface FeatureBoundaryProps {
  readonly children: ReactNode
  /** Shown when children have thrown; undefined: they throw through here. */
  readonly instead: { readonly fallback: ReactNode } | undefined
  /** Compared with `Object.is`; with another one children are tried again. */
  readonly trial: unknown
  readonly onError: (error: unknown, info: ErrorInfo) => void
}

interface State {
  readonly trial: unknown
  readonly thrown: { readonly error: unknown } | undefined
  /** Whether that was told, and something else may be shown, or throw on. */
  readonly isTold: boolean
}

/** A class, since React has no other way to catch what children throw. */
export class FeatureBoundary extends Component<FeatureBoundaryProps, State> {
  override state: State = { trial: this.props.trial, thrown: undefined, isTold: false }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { thrown: { error } }
  }

  static getDerivedStateFromProps({ trial }: FeatureBoundaryProps, state: State): State | null {
    return Object.is(trial, state.trial) ? null : { trial, thrown: undefined, isTold: false }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onError(error, info)
    // Not before, for React tells nothing to a boundary that throws on. Nobody sees what is between.
    this.setState({ isTold: true })
  }

  override render(): ReactNode {
    const { thrown, isTold } = this.state
    const { instead, children } = this.props
    if (!thrown) return children
    if (!isTold) return null
    if (instead) return instead.fallback
    throw thrown.error
  }
}
