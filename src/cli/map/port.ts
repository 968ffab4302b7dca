import { InvalidArgumentError } from 'commander'

/** Reads a port from an option. */
export function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    throw new InvalidArgumentError('Not a port, from 1 to 65535.')
  }
  return value
}
