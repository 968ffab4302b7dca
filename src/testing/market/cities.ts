import type { Words } from './words.js'

/** A part of a city, and its middle. */
export interface District {
  readonly name: Words
  readonly longitude: number
  readonly latitude: number
}

/** A city of the Gulf, as a market has it. */
export interface City {
  readonly name: Words
  /** ISO 4217. */
  readonly currency: string
  /** The price, in that currency, of what costs 1 dirham in Dubai; coarse, and never updated. */
  readonly perDirham: number
  readonly districts: readonly District[]
}

function city(name: string, currency: string, perDirham: number, districts: string): City {
  const [en = '', ar = ''] = name.split('|').map((part) => part.trim())
  return { name: { en, ar }, currency, perDirham, districts: districts.trim().split('\n').map(district) }
}

function district(line: string): District {
  const [en = '', ar = '', longitude, latitude] = line.split('|').map((part) => part.trim())
  return { name: { en, ar }, longitude: Number(longitude), latitude: Number(latitude) }
}

/** The cities of the market. A city that is named twice has twice the people. */
export const cities: readonly City[] = [
  city(
    'Dubai | دبي',
    'AED',
    1,
    `Dubai Marina | دبي مارينا | 55.1403 | 25.0805
    Deira | ديرة | 55.3300 | 25.2680
    Jumeirah | جميرا | 55.2400 | 25.2048
    Al Barsha | البرشاء | 55.2000 | 25.1130
    Business Bay | الخليج التجاري | 55.2720 | 25.1850
    Mirdif | مردف | 55.4210 | 25.2190`,
  ),
  city(
    'Abu Dhabi | أبوظبي',
    'AED',
    1,
    `Al Reem Island | جزيرة الريم | 54.4080 | 24.4990
    Khalifa City | مدينة خليفة | 54.5780 | 24.4200
    Al Khalidiyah | الخالدية | 54.3490 | 24.4700
    Al Mushrif | المشرف | 54.3850 | 24.4400`,
  ),
  city(
    'Sharjah | الشارقة',
    'AED',
    1,
    `Al Majaz | المجاز | 55.3850 | 25.3250
    Al Nahda | النهدة | 55.3750 | 25.3020
    Muwaileh | مويلح | 55.4600 | 25.3030`,
  ),
  city(
    'Doha | الدوحة',
    'QAR',
    1,
    `West Bay | الخليج الغربي | 51.5310 | 25.3210
    The Pearl | اللؤلؤة | 51.5510 | 25.3700
    Al Sadd | السد | 51.5000 | 25.2840
    Al Wakrah | الوكرة | 51.6030 | 25.1710`,
  ),
  city(
    'Riyadh | الرياض',
    'SAR',
    1,
    `Al Olaya | العليا | 46.6850 | 24.6950
    Al Malaz | الملز | 46.7380 | 24.6650
    Al Nakheel | النخيل | 46.6400 | 24.7450
    Diriyah | الدرعية | 46.5730 | 24.7340`,
  ),
  city(
    'Jeddah | جدة',
    'SAR',
    1,
    `Al Hamra | الحمراء | 39.1650 | 21.5250
    Al Rawdah | الروضة | 39.1600 | 21.5650
    Al Balad | البلد | 39.1870 | 21.4840
    Obhur | أبحر | 39.1350 | 21.7150`,
  ),
  city(
    'Muscat | مسقط',
    'OMR',
    0.1,
    `Qurum | القرم | 58.4800 | 23.6020
    Ruwi | روي | 58.5450 | 23.5950
    Al Khuwair | الخوير | 58.4300 | 23.5900
    Muttrah | مطرح | 58.5660 | 23.6180`,
  ),
  city(
    'Kuwait City | مدينة الكويت',
    'KWD',
    0.1,
    `Salmiya | السالمية | 48.0760 | 29.3340
    Sharq | شرق | 47.9900 | 29.3820
    Hawally | حولي | 48.0280 | 29.3330
    Jabriya | الجابرية | 48.0270 | 29.3190`,
  ),
  city(
    'Manama | المنامة',
    'BHD',
    0.1,
    `Juffair | الجفير | 50.6020 | 26.2170
    Adliya | العدلية | 50.5900 | 26.2130
    Seef | السيف | 50.5440 | 26.2330`,
  ),
]
