import { InvalidArgumentError } from 'commander'

/** Reads a number of seconds from an option. */
export function seconds(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0)) throw new InvalidArgumentError('Not a number of seconds.')
  return value
}
