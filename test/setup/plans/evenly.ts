/**
 * A number from 0 up to 1, in SQL, that looks random and is the same each time: multiples of an irrational number,
 * modulo 1, lie evenly, and those of different roots have nothing to do with each other.
 *
 * The server counts rows as it makes them, so their values follow from the count alone, and not from a sequence of
 * random numbers.
 *
 * @param n - An expression that counts.
 * @param root - A number that is no square, whose root is multiplied.
 */
export function evenly(n: string, root: 2 | 3 | 5 | 7 | 11 | 13): string {
  return `mod(${n} * ${Math.sqrt(root).toFixed(10)}, 1)`
}
