import { Modal, type ModalProps } from '@mantine/core'
import { useFocusGivenBack } from './use-focus-given-back.ts'

/**
 * Every dialog: Escape closes it, Tab stays in it, its first field (or what has `data-autofocus`) has
 * the focus, and what opened it gets that back, also from a dialog that is opened by being there.
 */
export function Dialog(props: ModalProps) {
  useFocusGivenBack(props.opened)
  return <Modal {...props} returnFocus={false} />
}
