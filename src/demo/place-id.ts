/**
 * Makes the id of a place's row. It is the same in every run, so that a second load adds nothing.
 *
 * It is a UUID of version 8, whose content is free (RFC 9562 §5.8): the letters `geonam`, the kind of row, the place's id.
 */
export function placeId(kind: 'seller' | 'listing', geonameId: number): string {
  return `67656f6e-616d-8000-8${kindDigits[kind]}-${geonameId.toString(16).padStart(12, '0')}`
}

const kindDigits = { seller: '001', listing: '002' } as const
