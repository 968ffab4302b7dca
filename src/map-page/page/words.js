/** The words of the page, in English and Arabic. */

const languages = {
  en: {
    title: 'Souk Loop',
    search: 'Search',
    searchHint: 'Search listings, in English or Arabic',
    radius: 'Radius',
    here: 'Search around the middle of the map',
    other: 'العربية',
    statements: 'Statements',
    plan: 'Show the plan',
    explaining: 'The server explains …',
    rows: 'rows',
    map: 'Map of the listings',
    place: 'The middle of the search: drag it, or click on the map',
    nothing: 'Nothing is on sale here. Widen the radius, or search elsewhere.',
    corrected: 'Shown for',
    trouble: 'No answer',
    from: 'by',
    views: { view: 'the map', nearby: 'around', search: 'search' },
    found: { one: '# listing', other: '# listings' },
    more: 'The nearest #',
    best: 'The best #',
    within: 'within',
    units: { km: 'km', m: 'm', ms: 'ms' },
    conditions: { new: 'new', like_new: 'like new', good: 'good', fair: 'fair' },
    categories: {
      trading_cards: 'Trading cards',
      sports_cards: 'Sports cards',
      sneakers: 'Sneakers',
      electronics: 'Electronics',
      mens_fashion: "Men's fashion",
      womens_fashion: "Women's fashion",
      home_decor: 'Home decor',
      furniture: 'Furniture',
      kids_baby: 'Kids and baby',
      beauty: 'Beauty',
      books: 'Books',
      collectibles: 'Collectibles',
      other: 'Other',
    },
  },
  ar: {
    title: 'سوق لوب',
    search: 'بحث',
    searchHint: 'ابحث في المعروضات بالعربية أو الإنجليزية',
    radius: 'المسافة',
    here: 'ابحث حول وسط الخريطة',
    other: 'English',
    statements: 'الاستعلامات',
    plan: 'أظهر الخطة',
    explaining: 'الخادم يشرح …',
    rows: 'صفوف',
    map: 'خريطة المعروضات',
    place: 'مركز البحث: اسحبه أو انقر على الخريطة',
    nothing: 'لا شيء معروض هنا. وسّع المسافة أو ابحث في مكان آخر.',
    corrected: 'نتائج',
    trouble: 'لا جواب',
    from: 'من',
    views: { view: 'الخريطة', nearby: 'الأقرب', search: 'البحث' },
    found: {
      zero: 'لا معروضات',
      one: 'معروض واحد',
      two: 'معروضان',
      few: '# معروضات',
      many: '# معروضًا',
      other: '# معروض',
    },
    more: 'أقرب #',
    best: 'أفضل #',
    within: 'ضمن',
    units: { km: 'كم', m: 'م', ms: 'م‌ث' },
    conditions: { new: 'جديد', like_new: 'شبه جديد', good: 'جيد', fair: 'مقبول' },
    categories: {
      trading_cards: 'بطاقات تبادل',
      sports_cards: 'بطاقات رياضية',
      sneakers: 'أحذية رياضية',
      electronics: 'إلكترونيات',
      mens_fashion: 'أزياء رجالية',
      womens_fashion: 'أزياء نسائية',
      home_decor: 'ديكور المنزل',
      furniture: 'أثاث',
      kids_baby: 'أطفال',
      beauty: 'جمال',
      books: 'كتب',
      collectibles: 'مقتنيات',
      other: 'أخرى',
    },
  },
}

let language = 'en'

/** The words of the chosen language. */
export const words = () => languages[language]

export const chosenLanguage = () => language

/** Chooses a language, and writes its words into the page. */
export function chooseLanguage(chosen) {
  language = chosen
  document.documentElement.lang = chosen
  document.documentElement.dir = chosen === 'ar' ? 'rtl' : 'ltr'
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = words()[element.dataset.word]
  }
}

/** Formats a number in the chosen language. Both use the digits of the page's neighbours: 1, 2, 3. */
export function formatNumber(number, options) {
  return new Intl.NumberFormat(`${language}-u-nu-latn`, options).format(number)
}

/** Formats an amount in minor units. */
export function formatMoney(amountMinor, currency) {
  const style = { style: 'currency', currency, currencyDisplay: 'code' }
  const digits = new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits
  const amount = amountMinor / 10 ** digits
  return `${currency}\u00a0${formatNumber(amount, { maximumFractionDigits: Number.isInteger(amount) ? 0 : digits })}`
}

export function formatDistance(metres) {
  const { km, m } = words().units
  return metres < 1_000
    ? `${formatNumber(Math.round(metres / 10) * 10)}\u00a0${m}`
    : `${formatNumber(metres / 1_000, { maximumFractionDigits: 1 })}\u00a0${km}`
}

/** Says how many listings there are, in the plural of the language. */
export function formatCount(count) {
  const { found } = words()
  const form = new Intl.PluralRules(language).select(count)
  return (found[form] ?? found.other).replace('#', formatNumber(count))
}
