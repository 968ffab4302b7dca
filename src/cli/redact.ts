/** Removes connection strings, which hold passwords, from text that is about to be shown. */
export function redact(text: string): string {
  return text.replace(/\b(postgres(?:ql)?:\/\/)[^\s'"]+/gi, '$1…')
}
