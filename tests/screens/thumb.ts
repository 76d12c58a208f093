import { fireEvent, screen } from '@testing-library/react'
import { settle } from './cloud'

/** What a page says, all in one line. */
export const words = () => document.body.textContent ?? ''

/** Taps what bears these words and waits until the cloud has answered. */
export async function tap(text: string): Promise<void> {
  fireEvent.click(screen.getByText(text))
  await settle()
}
