import type { CreateProductInput } from '../../repositories/products/product.js'
import type { CreateStreamInput } from '../../repositories/streams/stream.js'
import type { CreateUserInput } from '../../repositories/users/user.js'
import { minorUnitDigits, minorUnitStep } from '../../input/currency.js'
import { cities, type City, type District } from './cities.js'
import { goods, remarks } from './goods.js'
import { diceOf, idOf, type Dice } from './market-source.js'
import { bios, familyNames, givenNames } from './people.js'
import type { MarketLanguage } from './words.js'

/** The given fields of a row. A field that is given wins, and changes no other. */
export type Given<Input> = Partial<Input>

/** Makes input objects, each unlike the last. Nothing is sent. A parent that is not given is an id that nobody has. */
export interface Builders {
  user(given?: Given<CreateUserInput>): CreateUserInput
  product(given?: Given<CreateProductInput>): CreateProductInput
  stream(given?: Given<CreateStreamInput>): CreateStreamInput
}

/** Makes the input objects of a number. The same seed, name and number always make the same ones. */
export interface RowMakers {
  user(index: number): CreateUserInput & { readonly id: string; readonly location: object }
  product(index: number, city?: City, district?: District): CreateProductInput & { readonly id: string }
  stream(index: number): CreateStreamInput & { readonly id: string }
  /** The place of a user, for what is theirs. */
  home(index: number): { readonly city: City; readonly district: District }
}

/** @param name - Sets the rows of one origin apart from those of others: part of ids, names and addresses. */
export function rowMakers(name: string): RowMakers {
  const keyOf = (kind: string, index: number) => `${name}:${kind}:${index}`
  const home = (index: number) => {
    const dice = diceOf(keyOf('home', index))
    const city = dice.pick(cities)
    return { city, district: dice.pick(city.districts) }
  }
  return {
    home,
    user(index) {
      const key = keyOf('user', index)
      const dice = diceOf(key)
      const language = languageOf(dice)
      const given = dice.pick(givenNames)
      const family = dice.pick(familyNames)
      const username = `${given.en}.${family.en}.${name}.${index}`.replaceAll(' ', '').toLowerCase()
      const { district } = home(index)
      return {
        id: idOf(key, index),
        email: `${username}@example.com`,
        username,
        fullName: `${given[language]} ${family[language]}`,
        avatarUrl: `https://images.example.com/people/${dice.below(1_000)}.jpg`,
        bio: dice.random() < 0.5 ? dice.pick(bios)[language] : null,
        role: dice.pick(['buyer', 'buyer', 'seller', 'both'] as const),
        location: placeIn(district, dice),
        neighborhood: district.name[language],
      }
    },
    product(index, ...place) {
      const key = keyOf('product', index)
      const dice = diceOf(key)
      const language = languageOf(dice)
      const good = dice.pick(goods)
      const city = place[0] ?? dice.pick(cities)
      const district = place[1] ?? dice.pick(city.districts)
      const priceMinor = minorPrice(good.dirhams * (0.5 + dice.random()), city)
      return {
        id: idOf(key, index),
        sellerId: idOf(`${key}:seller`, index),
        title: good.title[language],
        description: `${dice.pick(remarks)[language]} ${dice.pick(remarks)[language]}`,
        priceMinor,
        originalPriceMinor: dice.random() < 0.2 ? priceMinor * 2 : null,
        currency: city.currency,
        category: good.category,
        condition: dice.pick(['new', 'like_new', 'good', 'good', 'fair'] as const),
        feedType: dice.random() < 0.2 ? 'community' : 'discover',
        location: placeIn(district, dice),
        neighborhood: district.name[language],
        imageUrls: Array.from(
          { length: 1 + dice.below(4) },
          (_, at) => `https://images.example.com/${good.category}/${index}-${at}.jpg`,
        ),
        tags: [good.category.replace('_', ' '), city.name[language]],
      }
    },
    stream(index) {
      const key = keyOf('stream', index)
      const dice = diceOf(key)
      const good = dice.pick(goods)
      return {
        id: idOf(key, index),
        userId: idOf(`${key}:user`, index),
        title: good.title[languageOf(dice)],
        category: good.category,
      }
    },
  }
}

/** Makes {@link Builders}, which count from 1. */
export function builders(rows: RowMakers): Builders {
  const made = { user: 0, product: 0, stream: 0 }
  return {
    user: (given) => ({ ...rows.user(++made.user), ...given }),
    product: (given) => ({ ...rows.product(++made.product), ...given }),
    stream: (given) => ({ ...rows.stream(++made.stream), ...given }),
  }
}

function languageOf(dice: Dice): MarketLanguage {
  return dice.random() < 0.5 ? 'en' : 'ar'
}

/** A point at most 900 metres from the middle of a district. */
function placeIn({ longitude, latitude }: District, dice: Dice) {
  const around = (middle: number) => Math.round((middle + (dice.random() - 0.5) * 0.012) * 1e6) / 1e6
  return { type: 'Point' as const, coordinates: [around(longitude), around(latitude)] as const }
}

/** A round price in the minor unit of a city's currency: a multiple of 5 dirhams, or what these are worth. */
function minorPrice(dirhams: number, { currency, perDirham }: City): number {
  const rounded = Math.max(5, Math.round(dirhams / 5) * 5) * perDirham
  const step = minorUnitStep(currency)
  return Math.round((rounded * 10 ** minorUnitDigits(currency)) / step) * step
}
