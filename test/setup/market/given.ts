/** An input of which everything is given. */
export type Given<Input> = { readonly [Name in keyof Input]-?: Exclude<Input[Name], undefined> }
