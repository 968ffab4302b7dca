/*
Identity: an e-mail address has one spelling, and neither it nor a username is compared by a rule of the database's
locale.

Until now both were citext, which compares what lower() makes of a text in the database's own locale: in a Turkish one
IDA@ and ida@ were two accounts, in the C locale É@ and é@ were. Composed and decomposed accents, full-width letters,
invisible characters and a dot behind the domain made an account each in every one of them.

- An e-mail address is stored as emailAddress (src/input/email-address.ts) writes it, and compared byte by byte.
  ck_users_email_spelling says of that what a server can say: no ASCII capitals, no compatibility or decomposed
  characters (NFKC), none that are invisible, and a domain in ASCII that ends with no dot.
- A username is ASCII (ck_users_username_shape), keeps its case, and is unique by lower(… collate "C"), which knows the 26
  letters of ASCII alone, in every database.
- A phone number is E.164 (ck_users_phone_e164), which has one spelling.

Rows from before get the one spelling. If two accounts have the same one then, this file is refused and changes nothing:
whose it is, is not for a migration to say.
*/

set local lock_timeout = '3s';

-- Else an account could be made between the cleaning and the constraints.
lock table users in share row exclusive mode;

-- For this file alone: the one spelling of an address from before. Of what emailAddress refuses, it drops what is
-- invisible and takes apart what is compatible, so that what people see stays.
create function normal_email(given text) returns text
language plpgsql set search_path = ''
as $$
declare
  address text := given;
  domain text := '';
  label text;
  code integer;
  basic text;
  handled integer;
  delta integer;
  next_code integer;
  bias integer;
  quotient integer;
  base_step integer;
  threshold integer;
begin
  if address !~ '[^\u0001-\u007F]' then
    address := lower(address collate "C");
  else
    address := normalize(address, NFKC);
    address := regexp_replace(
      address,
      '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0]',
      '',
      'g'
    );
    address := replace(address, U&'\3002', '.');
    -- The small letters of every script, by a rule of no country; without ICU, by the database's.
    if exists (select from pg_collation where pg_collation.collname = 'und-x-icu') then
      execute 'select lower($1 collate "und-x-icu")' into address using lower(address collate "C");
    else
      address := lower(lower(address collate "C"));
    end if;
    address := normalize(address, NFKC);
  end if;
  address := regexp_replace(address, '^"([a-z0-9.!#$%&''*+/=?^_`{|}~-]+)"@', '\1@');
  address := rtrim(address, '.');

  -- The domain in ASCII: RFC 3492 (Punycode), label by label.
  foreach label in array string_to_array(substr(address, strpos(address, '@') + 1), '.') loop
    if label ~ '[^\u0001-\u007F]' then
      basic := regexp_replace(label, '[^\u0001-\u007F]', '', 'g');
      handled := length(basic);
      domain := domain || 'xn--' || basic || case when handled > 0 then '-' else '' end;
      delta := 0;
      code := 128;
      bias := 72;
      while handled < length(label) loop
        select min(ascii(letter)) into next_code
        from regexp_split_to_table(label, '') as letter
        where ascii(letter) >= code;
        delta := delta + (next_code - code) * (handled + 1);
        code := next_code;
        for place in 1 .. length(label) loop
          if ascii(substr(label, place, 1)) < code then
            delta := delta + 1;
          elsif ascii(substr(label, place, 1)) = code then
            quotient := delta;
            base_step := 36;
            loop
              threshold := least(greatest(base_step - bias, 1), 26);
              exit when quotient < threshold;
              domain := domain || substr(
                'abcdefghijklmnopqrstuvwxyz0123456789',
                1 + threshold + (quotient - threshold) % (36 - threshold),
                1
              );
              quotient := (quotient - threshold) / (36 - threshold);
              base_step := base_step + 36;
            end loop;
            domain := domain || substr('abcdefghijklmnopqrstuvwxyz0123456789', 1 + quotient, 1);
            -- The bias for the next letter.
            delta := case when handled = length(basic) then delta / 700 else delta / 2 end;
            delta := delta + delta / (handled + 1);
            base_step := 0;
            while delta > 455 loop
              delta := delta / 35;
              base_step := base_step + 36;
            end loop;
            bias := base_step + 36 * delta / (delta + 38);
            delta := 0;
            handled := handled + 1;
          end if;
        end loop;
        delta := delta + 1;
        code := code + 1;
      end loop;
    else
      domain := domain || label;
    end if;
    domain := domain || '.';
  end loop;
  return left(address, strpos(address, '@')) || rtrim(domain, '.');
end
$$;

do $$
begin
  if exists (select from users group by normal_email(users.email::text) having count(*) > 1) then
    raise exception 'several users have one e-mail address, in several spellings'
      using hint = 'find them: select array_agg(id) from users group by rtrim(lower(regexp_replace(normalize(email::text, NFKC), ''[\u00AD\u200B-\u200F\u2060\uFEFF]'', '''', ''g'') collate "C"), ''.'') having count(*) > 1';
  end if;
  if exists (select from users group by lower(users.username::text collate "C") having count(*) > 1) then
    raise exception 'several users have one username, but for small and capital letters'
      using hint = 'find them: select array_agg(id) from users group by lower(username::text collate "C") having count(*) > 1';
  end if;
end
$$;

update users
set email = normal_email(users.email::text)
where users.email::text collate "C" <> normal_email(users.email::text) collate "C";

drop function normal_email(text);

alter table users
  drop constraint users_email_key,
  drop constraint users_username_key,
  alter column email type text,
  alter column username type text;

alter table users
  add constraint users_email_key unique (email),
  add constraint ck_users_email_spelling check (
    email = lower(email collate "C")
    and email is nfkc normalized
    and email !~ '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0]'
    and email ~ '@[\u0021-\u007E]*[^.]$'
  ) not valid;

alter table users validate constraint ck_users_email_spelling;

create unique index users_username_key on users (lower(username collate "C"));

comment on column users.email is
  'In its one spelling: small letters, NFKC, the domain in ASCII (xn--…) without a dot at its end. Unique byte by byte.';
comment on column users.username is
  'The public name: 3 to 40 letters, digits, dots, underscores and hyphens of ASCII. Unique whatever its case.';
