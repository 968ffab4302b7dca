import { words } from './words.js'

/** First names. */
export const givenNames = words(`
Layla | ليلى
Omar | عمر
Fatima | فاطمة
Khalid | خالد
Mariam | مريم
Yousef | يوسف
Noura | نورة
Hassan | حسن
Aisha | عائشة
Saeed | سعيد
Reem | ريم
Tariq | طارق
Salma | سلمى
Faisal | فيصل
Huda | هدى
Majid | ماجد
Dana | دانة
Rashid | راشد
Amal | أمل
Sami | سامي
Priya | بريا
James | جيمس
Elena | إيلينا
Ravi | رافي
`)

/** Family names. */
export const familyNames = words(`
Haddad | حداد
Al Mansoori | المنصوري
Al Balushi | البلوشي
Al Harbi | الحربي
Al Sabah | الصباح
Khoury | خوري
Nasser | ناصر
Al Kuwari | الكواري
Al Khalifa | الخليفة
Darwish | درويش
Farouk | فاروق
Al Zaabi | الزعابي
Sharma | شارما
Fernandes | فرنانديز
Al Otaibi | العتيبي
Mahmoud | محمود
Baker | بيكر
Qasim | قاسم
`)

/** Lines that people write about themselves. */
export const bios = words(`
Clearing out before a move. | أفرّغ البيت قبل الانتقال.
I sell what my children have outgrown. | أبيع ما كبر عليه أولادي.
Collector for twenty years. | هاوي جمع منذ عشرين سنة.
Quick answers, fair prices. | ردّ سريع وأسعار مناسبة.
Weekends only, please call first. | في عطلة نهاية الأسبوع فقط، اتصل أولاً.
`)
