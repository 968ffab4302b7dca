import type { Given } from './given.js'
import { newId } from '../../../src/repositories/new-id.js'
import type { CreateProductInput, ProductPatch } from '../../../src/repositories/products/product.js'
import type { CreateStreamInput, StreamPatch } from '../../../src/repositories/streams/stream.js'
import type { CreateUserInput, UserPatch } from '../../../src/repositories/users/user.js'
import type { SubmitVerificationInput } from '../../../src/repositories/verifications/verification.js'

let made = 0

/** A new user whom nobody else is like. */
export function sampleUser(more: Partial<CreateUserInput> = {}): CreateUserInput {
  made++
  return { email: `person${made}@example.com`, username: `person${made}`, ...more }
}

/** A new user of whom everything is known that can be. */
export function completeUser() {
  made++
  return {
    id: newId(),
    email: `complete.person${made}@example.com`,
    username: `Complete.Person${made}`,
    phone: `+97150${String(made).padStart(7, '0')}`,
    passwordHash: `$argon2id$v=19$m=65536$hash-of-${made}`,
    fullName: 'عائشة “Aisha” al-Falasi 👟',
    avatarUrl: 'https://images.example.com/a.png?size=1&name=سوق#top',
    bio: 'Line one\nline two\t"quoted" \\ {braces} e\u0301 \u{1F468}\u200D\u{1F469}',
    role: 'seller',
    location: { type: 'Point', coordinates: [55.270812345678, 25.204812345678] },
    neighborhood: 'Dubai Marina',
    buildingName: 'برج خليفة',
  } as const satisfies Given<CreateUserInput>
}

/** Every key that an update may hold, with values that no sample has. */
export function everyUserChange(): Given<UserPatch> {
  const { id, role, passwordHash, ...created } = completeUser()
  return {
    ...created,
    fullName: 'Another name',
    avatarUrl: 'http://images.example.com/b.png',
    bio: 'Another text',
    location: { type: 'Point', coordinates: [-0.1276, 51.5072] },
    neighborhood: 'Deira',
    buildingName: 'Another tower',
  }
}

/** A new product of a seller, with no more than it needs. */
export function sampleProduct(sellerId: string, more: Partial<CreateProductInput> = {}): CreateProductInput {
  return {
    sellerId,
    title: 'Court shoes',
    priceMinor: 25_000,
    category: 'sneakers',
    condition: 'good',
    ...more,
  }
}

/** A new product of which everything is known that can be. */
export function completeProduct(sellerId: string) {
  return {
    id: newId(),
    sellerId,
    title: 'أحذية رياضية “rare” 👟',
    description: 'Worn twice.\n{"not":"json"} \\N "quotes", \'apostrophes\' e\u0301 \u202E',
    priceMinor: Number.MAX_SAFE_INTEGER - 1, // in KWD, a multiple of ten
    originalPriceMinor: 0,
    currency: 'KWD',
    category: 'mens_fashion',
    condition: 'like_new',
    feedType: 'community',
    location: { type: 'Point', coordinates: [-179.999999999999, 89.999999999999] },
    neighborhood: 'جميرا',
    imageUrls: ['https://images.example.com/1.png?a={b},"c"', 'https://images.example.com/سوق.png'],
    videoUrl: 'https://videos.example.com/1.mp4',
    videoThumbnailUrl: 'https://videos.example.com/1.png',
    tags: ['NULL', '{}', 'a,b', '"', '\\', ' . ', 'حذاء', '\u{1F45F}'],
  } as const satisfies Given<CreateProductInput>
}

/** Every key that an update may hold, with values that no sample has. */
export function everyProductChange(): Given<ProductPatch> {
  const { id, sellerId, ...created } = completeProduct('')
  return {
    ...created,
    title: 'Another title',
    description: 'Another text',
    priceMinor: 10,
    originalPriceMinor: Number.MAX_SAFE_INTEGER - 11, // a multiple of ten, too
    currency: 'BHD',
    category: 'other',
    condition: 'fair',
    feedType: 'community',
    location: { type: 'Point', coordinates: [0, -90] },
    neighborhood: 'Deira',
    isAvailable: false,
    imageUrls: [],
    videoUrl: 'http://videos.example.com/2.mp4',
    videoThumbnailUrl: 'http://videos.example.com/2.png',
    tags: ['another'],
  }
}

/** A new stream of a user, with no more than it needs. */
export function sampleStream(userId: string, more: Partial<CreateStreamInput> = {}): CreateStreamInput {
  return { userId, title: 'Unboxing', category: 'trading_cards', ...more }
}

/** A new stream of which everything is known that can be. */
export function completeStream(userId: string) {
  made++
  return {
    id: newId(),
    userId,
    title: 'بث مباشر “live” 👟',
    description: 'Line one\n{"not":"json"} \\N "quotes", \'apostrophes\' e\u0301 \u202E',
    category: 'sports_cards',
    streamType: 'recorded',
    startsAt: new Date('2031-12-31T23:59:59.999Z'),
    rtmpUrl: 'rtmps://ingest.example.com:443/live?a={b},"c"',
    streamKey: `sk_${made}_a "secret" سوق`,
    hlsUrl: 'https://watch.example.com/1.m3u8',
    thumbnailUrl: 'https://watch.example.com/1.png',
  } as const satisfies Given<CreateStreamInput>
}

/** Every key that an update may hold, with values that no sample has. */
export function everyStreamChange(): Given<StreamPatch> {
  return {
    title: 'Another title',
    description: 'Another text',
    category: 'other',
    streamType: 'live',
    rtmpUrl: 'rtmp://other.example.com/live',
    streamKey: 'another secret',
    hlsUrl: 'http://other.example.com/2.m3u8',
    thumbnailUrl: 'http://other.example.com/2.png',
  }
}

/** The papers of a verification, with no more than it needs. */
export function sampleVerification(
  userId: string,
  more: Partial<SubmitVerificationInput> = {},
): SubmitVerificationInput {
  return {
    userId,
    verificationType: 'trade_license',
    documents: [{ kind: 'trade_license', storageKey: 'papers/licence.pdf' }],
    ...more,
  }
}
