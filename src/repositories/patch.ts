/** New values for some of the fields: an absent or undefined key keeps its value. */
export type Patch<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined }
