/** Removes connection strings, which hold passwords, and the values of unknown options from text that is about to be shown. */
export function redact(text: string): string {
  return (
    text
      .replace(/(unknown option '[^'=]*)=.*'/gs, "$1'")
      // A password may have spaces and quotes in it: what stands before the last @ goes in any case.
      .replace(/\b(postgres(?:ql)?:\/\/|socket:)(?:.*@[^\s'"]*|[^\s'"]+)/gi, '$1…')
  )
}
