/**
 * Makes the id of a row that stands for a place: the same one in every run, so that loading twice loads once.
 *
 * It is a UUID of version 8, whose content is for whoever makes it (RFC 9562 §5.8): the letters `geonam`, the kind of
 * row, the place's number.
 */
export function placeId(kind: 'seller' | 'listing', geonameId: number): string {
  return `67656f6e-616d-8000-8${kindDigits[kind]}-${geonameId.toString(16).padStart(12, '0')}`
}

const kindDigits = { seller: '001', listing: '002' } as const
