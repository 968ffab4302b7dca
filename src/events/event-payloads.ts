/**
 * The payloads of events, by the type of the event: ids and public facts, never what an erased person would have to take back.
 *
 * A service adds its own:
 *
 * @example
 * ```ts
 * declare module '@souk/db' {
 *   interface EventPayloads {
 *     'parcel.posted': { readonly parcelId: string; readonly carrier: string }
 *   }
 * }
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the registry, which declarations add to
export interface EventPayloads {}

/** The type of an event, such as `message.sent`. */
export type EventType = Extract<keyof EventPayloads, string>
