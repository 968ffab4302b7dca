import type { ProductCategory } from '../../generated/enums.js'

/** A thing that people sell, as sellers write of it in English and in Arabic. */
interface Good {
  readonly category: ProductCategory
  readonly english: string
  readonly arabic: string
  /** The usual price, in dirhams. */
  readonly price: number
}

export const marketGoods: readonly Good[] = [
  { category: 'sneakers', english: 'Running shoes, size 42', arabic: 'حذاء جري مقاس 42', price: 180 },
  {
    category: 'sneakers',
    english: 'Red trainers, hardly worn',
    arabic: 'حذاء رياضي أحمر شبه جديد',
    price: 240,
  },
  {
    category: 'electronics',
    english: 'Noise cancelling headphones',
    arabic: 'سماعات رأس عازلة للضوضاء',
    price: 420,
  },
  {
    category: 'electronics',
    english: 'Film camera with 50 mm lens',
    arabic: 'كاميرا فيلم مع عدسة 50 مم',
    price: 650,
  },
  { category: 'electronics', english: 'Tablet, 64 GB', arabic: 'جهاز لوحي 64 غيغابايت', price: 780 },
  { category: 'furniture', english: 'Oak side table', arabic: 'طاولة جانبية من خشب البلوط', price: 320 },
  { category: 'furniture', english: 'Two-seat sofa, grey', arabic: 'أريكة رمادية لشخصين', price: 900 },
  { category: 'furniture', english: 'Bookshelf, five boards', arabic: 'رف كتب بخمسة ألواح', price: 260 },
  { category: 'mens_fashion', english: 'Linen jacket, size M', arabic: 'سترة كتان مقاس متوسط', price: 210 },
  { category: 'home_decor', english: 'Brass lamp from Damascus', arabic: 'مصباح نحاسي من دمشق', price: 290 },
  { category: 'home_decor', english: 'Hand-woven carpet', arabic: 'سجادة منسوجة يدويًا', price: 1_150 },
  { category: 'kids_baby', english: 'Wooden train set', arabic: 'قطار خشبي للأطفال', price: 90 },
  { category: 'kids_baby', english: 'Pushchair, folds flat', arabic: 'عربة أطفال قابلة للطي', price: 450 },
  { category: 'books', english: 'Box of novels', arabic: 'صندوق روايات', price: 60 },
  { category: 'books', english: 'Cookbook of the Gulf', arabic: 'كتاب طبخ خليجي', price: 45 },
  {
    category: 'collectibles',
    english: 'Old postcards of Deira',
    arabic: 'بطاقات بريدية قديمة لديرة',
    price: 130,
  },
  { category: 'trading_cards', english: 'Deck of trading cards', arabic: 'مجموعة بطاقات تبادل', price: 150 },
  { category: 'sports_cards', english: 'Signed football card', arabic: 'بطاقة كرة قدم موقعة', price: 380 },
  { category: 'beauty', english: 'Rose oil, 50 ml', arabic: 'زيت الورد 50 مل', price: 75 },
  { category: 'other', english: 'Kite for the beach', arabic: 'طائرة ورقية للشاطئ', price: 40 },
]

/** A part of Dubai and what is around it, with the share of listings that it has. */
interface Quarter {
  readonly name: string
  readonly place: readonly [longitude: number, latitude: number]
  readonly share: number
}

export const marketQuarters: readonly Quarter[] = [
  { name: 'Dubai Marina', place: [55.1553, 25.0662], share: 5 },
  { name: 'Deira', place: [55.3273, 25.2627], share: 5 },
  { name: 'Business Bay', place: [55.2742, 25.1851], share: 4 },
  { name: 'Jumeirah', place: [55.2682, 25.1932], share: 4 },
  { name: 'Al Barsha', place: [55.2056, 25.102], share: 3 },
  { name: 'Mirdif', place: [55.4232, 25.2189], share: 3 },
  { name: 'Karama', place: [55.3047, 25.2442], share: 3 },
  { name: 'Sharjah', place: [55.4209, 25.3363], share: 3 },
  { name: 'Jebel Ali', place: [55.1213, 24.9957], share: 1 },
  { name: 'Silicon Oasis', place: [55.3801, 25.1212], share: 2 },
]
