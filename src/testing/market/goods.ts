import type { ProductCategory } from '../../../generated/enums.js'
import { words, type Words } from './words.js'

/** A kind of thing that people sell. */
export interface Good {
  readonly category: ProductCategory
  readonly title: Words
  /** The usual price of a good one, in dirhams. */
  readonly dirhams: number
}

const byCategory: Readonly<Record<ProductCategory, string>> = {
  trading_cards: `150 | Charizard card, first edition | بطاقة تشاريزارد، الطبعة الأولى
    90 | Box of Pokémon booster packs | علبة بطاقات بوكيمون
    60 | Yu-Gi-Oh! starter deck | مجموعة يوغي للمبتدئين`,
  mens_fashion: `220 | White kandura, made to measure | كندورة بيضاء مفصلة
    350 | Linen suit, size 50 | بدلة كتان مقاس 50
    120 | Leather sandals from Muscat | نعال جلد من مسقط`,
  sneakers: `550 | Air Jordan 1, size 43 | حذاء إير جوردن مقاس 43
    300 | Adidas Samba, size 41 | حذاء أديداس سامبا مقاس 41
    420 | New Balance 990, size 44 | حذاء نيو بالانس مقاس 44`,
  sports_cards: `80 | Rookie card of Lionel Messi | بطاقة ليونيل ميسي الأولى
    45 | Album of World Cup stickers | ألبوم ملصقات كأس العالم
    130 | Signed card of an Al Hilal striker | بطاقة موقعة لمهاجم الهلال`,
  collectibles: `400 | Silver khanjar, Omani work | خنجر فضة صناعة عمانية
    75 | Old banknotes of the Gulf | عملات ورقية خليجية قديمة
    260 | Brass coffee pot from Al Ahsa | دلة نحاس من الأحساء`,
  electronics: `1800 | iPhone 15, 128 GB | آيفون 15 سعة 128 جيجا
    1400 | PlayStation 5 with two controllers | بلايستيشن 5 مع يدين
    650 | Headphones that cancel noise | سماعات عازلة للضوضاء
    2600 | MacBook Air, M2 | ماك بوك إير M2`,
  home_decor: `180 | Oud burner of carved wood | مبخرة خشب محفور
    450 | Handmade carpet, 2 by 3 metres | سجادة يدوية مترين في ثلاثة
    95 | Lantern of coloured glass | فانوس زجاج ملون`,
  beauty: `280 | Oud perfume, 50 ml, unopened | عطر عود 50 مل جديد
    110 | Hair dryer with diffuser | مجفف شعر مع ملحق
    70 | Set of make-up brushes | طقم فرش مكياج`,
  kids_baby: `520 | Pushchair that folds flat | عربة أطفال قابلة للطي
    160 | Wooden cot with mattress | سرير أطفال خشب مع مرتبة
    85 | Box of Lego, two kilos | صندوق ليغو كيلوين`,
  furniture: `900 | Sofa for three, grey | كنبة ثلاثية رمادية
    700 | Floor majlis for six | جلسة أرضية لستة أشخاص
    380 | Dining table of oak | طاولة طعام بلوط
    250 | Standing desk | مكتب قابل للرفع`,
  books: `40 | Novels of Naguib Mahfouz, six volumes | روايات نجيب محفوظ، ستة أجزاء
    55 | Arabic for beginners, with audio | العربية للمبتدئين مع تسجيلات
    30 | Cookbook of the Gulf | كتاب طبخ خليجي`,
  other: `340 | Road bicycle, 54 cm | دراجة طريق 54 سم
    210 | Camping tent for the desert | خيمة للبر
    130 | Acoustic guitar | جيتار أكوستيك`,
}

/** The things that people of the market sell. */
export const goods: readonly Good[] = Object.entries(byCategory).flatMap(([category, lines]) =>
  lines.split('\n').map((line) => {
    const [dirhams, ...title] = line.split('|')
    const [name = { en: '', ar: '' }] = words(title.join('|'))
    return { category: category as ProductCategory, title: name, dirhams: Number(dirhams) }
  }),
)

/** Sentences about a thing. */
export const remarks = words(`
Hardly used, in its box. | استعمال خفيف مع الكرتون.
A few marks, see the pictures. | فيه خدوش بسيطة كما في الصور.
Bought last year, with the receipt. | اشتريته العام الماضي ومعه الفاتورة.
A gift that I do not need. | هدية لا أحتاجها.
The price is final. | السعر نهائي.
Pick-up in the evening. | الاستلام مساءً.
`)
