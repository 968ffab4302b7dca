/*
Currencies: the codes of ISO 4217 that people pay with, and their minor units.

- A currency is a code of the list, not any three letters. The list and its scales are one function, minor_unit_digits,
  which the checks of products, offers and transactions call; src/input/iso-4217.ts holds the same list for callers.
  Where a new code comes into the standard, a migration replaces the function.
- Amounts in a currency of three decimals are multiples of ten of its minor unit, since payment providers take no other
  (minor_unit_step). Fees are rounded to such a multiple, so that the payout is one too.

The file is refused, and changes nothing, while a row has a code that is not of the list or an amount in fils that is no
multiple of ten: which currency or amount was meant is not for a migration to say.
*/

set local lock_timeout = '3s';

-- Neither is strict: the planner inlines them then, and looks a code up in a hash table.
create function minor_unit_digits(currency text) returns integer
language sql immutable parallel safe
return case
  when currency = any (array[
    'AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BMD', 'BND', 'BOB', 'BRL',
    'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DKK', 'DOP',
    'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GTQ', 'GYD', 'HKD', 'HNL',
    'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IRR', 'JMD', 'KES', 'KGS', 'KHR', 'KPW', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR',
    'LRD', 'LSL', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN',
    'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'QAR', 'RON', 'RSD', 'RUB',
    'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB',
    'TJS', 'TMT', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'WST', 'XCD', 'XCG',
    'YER', 'ZAR', 'ZMW', 'ZWG'
  ]) then 2
  when currency = any (array[
    'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'
  ]) then 0
  when currency = any (array['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']) then 3
end;

comment on function minor_unit_digits(text) is
  'The number of decimals of a currency by ISO 4217; null for a code that nobody pays with.';

create function minor_unit_step(currency text) returns integer
language sql immutable parallel safe
return case
  when currency = any (array['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']) then 10
  else 1
end;

comment on function minor_unit_step(text) is
  'The smallest amount of a currency that a payment provider takes, in its minor unit: 10 for three decimals, else 1.';

alter table products
  drop constraint ck_products_currency_iso_4217,
  add constraint ck_products_currency_iso_4217 check (minor_unit_digits(currency) is not null) not valid,
  add constraint ck_products_price_step check (price_minor % minor_unit_step(currency) = 0) not valid,
  add constraint ck_products_original_price_step
    check (original_price_minor % minor_unit_step(currency) = 0) not valid;
alter table products validate constraint ck_products_currency_iso_4217;
alter table products validate constraint ck_products_price_step;
alter table products validate constraint ck_products_original_price_step;

alter table offers
  drop constraint ck_offers_currency_iso_4217,
  add constraint ck_offers_currency_iso_4217 check (minor_unit_digits(currency) is not null) not valid,
  add constraint ck_offers_amount_step check (amount_minor % minor_unit_step(currency) = 0) not valid;
alter table offers validate constraint ck_offers_currency_iso_4217;
alter table offers validate constraint ck_offers_amount_step;

alter table transactions
  drop constraint ck_transactions_currency_iso_4217,
  add constraint ck_transactions_currency_iso_4217 check (minor_unit_digits(currency) is not null) not valid,
  add constraint ck_transactions_amount_step check (amount_minor % minor_unit_step(currency) = 0) not valid,
  add constraint ck_transactions_platform_fee_step
    check (platform_fee_minor % minor_unit_step(currency) = 0) not valid;
alter table transactions validate constraint ck_transactions_currency_iso_4217;
alter table transactions validate constraint ck_transactions_amount_step;
alter table transactions validate constraint ck_transactions_platform_fee_step;

-- In steps of the currency. Whole ten-thousands and the rest are taken apart, because amount * basis points does not fit
-- a bigint for the largest amounts.
create function platform_fee_minor(amount_minor bigint, basis_points integer, currency text) returns bigint
language sql immutable strict parallel safe
return minor_unit_step(currency) * (
  amount_minor / minor_unit_step(currency) / 10000 * basis_points
  + (amount_minor / minor_unit_step(currency) % 10000 * basis_points + 5000) / 10000
);

comment on function platform_fee_minor(bigint, integer, text) is
  'The marketplace''s part of an amount: basis points (hundredths of a percent) of it, rounded half up to what the currency can be paid in (minor_unit_step).';

drop function platform_fee_minor(bigint, integer);
