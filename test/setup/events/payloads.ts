/** The events of the tests. */
declare module '../../../src/events/event-payloads.js' {
  interface EventPayloads {
    'test.counted': { readonly n: number; readonly label?: string }
    'test.other': { readonly word: string }
  }
}
export {}
