/** Takes connection strings out of a text that is about to be shown: they hold passwords. */
export function redact(text: string): string {
  return text.replace(/\b(postgres(?:ql)?:\/\/)[^\s'"]+/gi, '$1…')
}
