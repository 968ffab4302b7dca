/** Turns a column's name into a property's: `price_minor` → `priceMinor`, a nullability hint (`id!`, `id?`) dropped. */
export function camelCase(column: string): string {
  return column
    .replace(/[!?]$/, '')
    .replace(/(?<!^)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
