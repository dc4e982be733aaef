'use client'

import { useState, type ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { TextField } from './field'

/**
 * Asks before something is lost: the title is the action, the body the loss in numbers, the button repeats the verb.
 * A typed confirmation only where it matters.
 */
export function ConsequenceDialog({
  isOpen,
  onClose,
  title,
  verb,
  children,
  confirmText,
  isBusy = false,
  isDisabled = false,
  isDanger = true,
  onConfirm,
}: {
  isOpen: boolean
  onClose: () => void
  title: string
  verb: string
  children: ReactNode
  /** Must be typed before the button works. */
  confirmText?: string | undefined
  isBusy?: boolean
  /** Cannot be confirmed, or not yet. */
  isDisabled?: boolean
  isDanger?: boolean
  onConfirm: () => void
}) {
  const [typed, setTyped] = useState('')
  const isConfirmed = confirmText === undefined || typed.trim() === confirmText
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look={isDanger ? 'danger' : 'primary'}
            disabled={isDisabled || !isConfirmed}
            isBusy={isBusy}
            onClick={onConfirm}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-body">
        {children}
        {confirmText === undefined ? null : (
          <TextField
            label={`Type ${confirmText} to confirm`}
            value={typed}
            isRequired
            mono
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  )
}
