const dubai = { type: 'Point', coordinates: [55.2708, 25.2048] }

/** Parameters for queries that those made of the database's rows do not bring to give a row. */
export const parameters: Readonly<Record<string, readonly object[]>> = {
  createUser: [
    { email: 'new@example.com', username: 'new.user' },
    {
      email: 'newer@example.com',
      username: 'newer.user',
      phone: '+971501234569',
      fullName: 'New',
      avatarUrl: 'https://example.com/c.png',
      bio: 'New',
      role: 'buyer',
      location: { type: 'Point', coordinates: [55, 25] },
      neighborhood: 'Deira',
      buildingName: 'Tower',
      stripeCustomerId: 'cus_9',
      stripeConnectAccountId: 'acct_9',
    },
  ],
  createUsers: [
    {
      users: [
        {
          id: '01900000-0000-7000-8000-0000000000a1',
          email: 'new@example.com',
          username: 'new.user',
          role: 'buyer',
        },
      ],
    },
  ],
  createProducts: [
    {
      products: [
        {
          id: '01900000-0000-7000-8000-0000000000b1',
          seller_id: '01900000-0000-7000-8000-000000000001',
          title: 'New',
          price_minor: 1,
          category: 'other',
          condition: 'new',
          currency: 'AED',
          feed_type: 'discover',
          image_urls: [],
          tags: [],
        },
      ],
    },
  ],
  submitVerification: [
    {
      userId: '01900000-0000-7000-8000-000000000003',
      verificationType: 'both',
      documents: [{ kind: 'other', storageKey: 'papers/3.jpg' }],
    },
  ],
  listProductsNearby: [{ origin: dubai, walkOrigin: dubai, radiusMetres: 50_000, limit: 10 }],
  listPaymentsByBuyer: [{ buyerId: '01900000-0000-7000-8000-000000000002', limit: 10 }],
  listPaymentsBySeller: [{ sellerId: '01900000-0000-7000-8000-000000000001', limit: 10 }],
  settlePayment: [
    { paymentId: '01900000-0000-7000-8000-000000000061', status: 'refunded' },
    { paymentId: '01900000-0000-7000-8000-000000000062', status: 'completed', stripePaymentIntentId: 'pi_2' },
  ],
}
