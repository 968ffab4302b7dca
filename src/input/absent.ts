import type { Read } from './read.js'

/** Lets a value be absent: `undefined`, or a missing key. */
export function optional<T>(read: Read<T>): Read<T | undefined> {
  return (value, field) => (value === undefined ? undefined : read(value, field))
}

/** Lets a value be null. */
export function nullable<T>(read: Read<T>): Read<T | null> {
  return (value, field) => (value === null ? null : read(value, field))
}

/** Replaces an absent value by a default; null is not absent. */
export function withDefault<T>(read: Read<T>, absent: T): Read<T> {
  return (value, field) => (value === undefined ? absent : read(value, field))
}
