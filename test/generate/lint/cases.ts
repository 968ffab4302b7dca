/** SQL that a rule refuses, with what the caret points at, and SQL that it lets pass. */
export interface Cases {
  readonly refused: Readonly<Record<string, readonly [sql: string, at: string]>>
  readonly passed: Readonly<Record<string, string>>
}

export const home = 'select people.id from people'
export const origin = ':origin!::geography'
