/**
 * A caller's input is read as its own properties and no others: what stands on `Object.prototype`, put there by
 * whatever else runs in the process, is nobody's option and nobody's value.
 */

/** The value of a property that an object has itself; undefined for an inherited one. */
export function own<Value>(given: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(given, key) ? given[key] : undefined
}

/** Makes objects that inherit nothing, and are as quick as literals: `Object.create(null)` makes slow ones. */
const Bare = function () {
  // It has no properties of its own to begin with.
} as unknown as { new (): Record<string, unknown>; prototype: unknown }
Bare.prototype = Object.freeze(Object.create(null))

/** Makes an empty object that inherits nothing. */
export function bare(): Record<string, unknown> {
  return new Bare()
}

/** Copies an object's own properties into one that inherits nothing. */
export function ownCopy(given: object): Readonly<Record<string, unknown>> {
  return Object.assign(bare(), given)
}

/** Distinguishes an object literal or a result of `JSON.parse`, of any realm, from a Map, an array or a class's instance. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

const probe = {}

/** Reports whether every object literal has inherited a property from somewhere: it costs next to nothing if none has. */
export function isPrototypePolluted(): boolean {
  for (const _ in probe) return true
  return false
}

/**
 * Sets a property of an object, whatever it inherits under that name: to assign would call a setter, and would do nothing
 * where `Object.prototype` is frozen and has one of that name, such as `constructor`.
 */
export function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (!(key in Object.prototype)) {
    target[key] = value
    return
  }
  const descriptor = { value, writable: true, enumerable: true, configurable: true }
  Object.defineProperty(target, key, ownCopy(descriptor))
}

/**
 * Reports whether an object gets a property from its class, or from the object that it was made of: where only own
 * properties count it is not seen, and what it stands for would be gone without a word.
 */
export function isOfItsClass(given: object, key: string): boolean {
  return key in given && !Object.hasOwn(given, key) && !(key in Object.prototype)
}
