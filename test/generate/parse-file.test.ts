import { describe, expect, it } from 'vitest'
import { parseFile } from '../../src/generate/read/parse-file.js'
import { SourceFile } from '../../src/generate/read/source-file.js'

function parse(text: string) {
  return parseFile(new SourceFile('a.sql', 'sql/a.sql', text))
}

/** Each mistake as `line:column message`. */
function mistakes(text: string): string[] {
  return parse(text).mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

function names(text: string): string[] {
  return parse(text).queries.map(({ name }) => name)
}

describe('parseFile', () => {
  it('reads queries with their prose and their place', () => {
    const text =
      '/* head */\n\n/* @name one */\n-- First line.\n--\n-- Third line.\nselect 1;\n\n/* @name two */\nselect :x!;'
    const [one, two] = parse(text).queries
    expect(one?.prose).toEqual(['First line.', '', 'Third line.'])
    expect(one?.nameOffset).toBe(text.indexOf('one'))
    expect(two?.statementOffset).toBe(text.indexOf('select :x!'))
    expect(two?.ir).toEqual({
      usedParamSet: { x: true },
      params: [{ name: 'x', required: true, transform: { type: 'scalar' }, locs: [{ a: 7, b: 9 }] }],
      statement: 'select :x!',
    })
  })

  it.each(['operator(pg_catalog.@>)', 'OPERATOR ( "my schema" . <-> )', 'operator(=)'])(
    'reads a parameter behind %s',
    (operator) => {
      const text = `/* @name one */\nselect tags ${operator} :x!, f(tags) :y;`
      expect(parse(text).queries[0]?.ir.params).toMatchObject([{ name: 'x', locs: [{}] }])
    },
  )

  it('reads dollar quotes, and the colons that belong to SQL', () => {
    const text =
      "/* @name one */\nselect $q$ it's :no $$ \u{1F40E} $q$, json_object('a': :x!, 'b':y, \"c\" : 1), t[1:2], t[:x!:3];\n\n" +
      '/* @name two */\nselect :y;'
    const [one, two] = parse(text).queries
    expect(mistakes(text)).toEqual([])
    expect(one?.ir.statement).toBe(text.slice(16, text.indexOf(';')))
    expect(one?.ir.params).toMatchObject([{ name: 'x', locs: [{}, {}] }])
    expect(two?.ir.statement).toBe('select :y')
  })

  it.each([
    ['Latin 1', Buffer.from("/* @name a */\r\nselect 'caf\xe9', 'na\xefve';", 'latin1'), '2:12'],
    ['a replacement character that is meant', Buffer.from('/* @name a */ select 1; -- \uFFFD'), null],
    ['one before', Buffer.concat([Buffer.from('-- \uFFFD é 😀 '), Buffer.from([0xff])]), '1:11'],
    ['UTF-16', Buffer.from('\uFEFF/* @name a */ select 1;', 'utf16le'), '1:1'],
    ['a character cut short at the end', Buffer.from('/* @name a */ select 1; -- é').subarray(0, -1), '1:28'],
  ])('says where a file stops to be UTF-8: %s', (_, bytes, place) => {
    const { queries, mistakes } = parseFile(new SourceFile('a.sql', 'sql/a.sql', bytes))
    const found = mistakes.filter(({ message }) => message === 'this is not UTF-8')
    expect(found.map(({ line, column }) => `${line}:${column}`)).toEqual(place === null ? [] : [place])
    if (place !== null) expect(queries).toEqual([])
  })

  it('takes comments above and between queries for prose of the file', () => {
    const text = '/* head */\n/* @name one */ select 1;\n/* between */\n/* @name two */ select 2;'
    expect(mistakes(text)).toEqual([])
    expect(parse(text).queries.map(({ ir }) => ir.statement)).toEqual(['select 1', 'select 2'])
  })

  it('puts parameters behind an emoji where they are, which pgtyped itself does not', () => {
    const [query] = parse(`/* 😀 @ */ /* @name q */\nselect '😀😀', :x /* 😀 :y */, :z;`).queries
    const { statement, params } = query?.ir ?? { statement: '', params: [] }
    expect(statement).toBe(`select '😀😀', :x ${' '.repeat(11)}, :z`)
    expect(params.map(({ locs: [loc] }) => statement.slice(loc?.a, (loc?.b ?? 0) + 1))).toEqual([':x', ':z'])
  })

  it('reads a file with a byte order mark and line ends of Windows', () => {
    const [query] = parse('\uFEFF/* @name q */\r\nselect\r\n  :x;\r\n').queries
    expect(query?.ir.statement).toBe('select\n  :x')
  })

  describe('refuses', () => {
    it('a file without a query', () => {
      expect(mistakes('')).toEqual(['1:1 there is no query in this file'])
      expect(mistakes('select 1;')).toEqual(['1:1 there is no query in this file'])
    })

    it('a query that the one before it swallows, and reads the one behind both', () => {
      const text =
        '/* @name one */\nselect 1 -- no end\n\n/* @name two */\nselect 2;\n\n/* @name three */\nselect 3;'
      expect(mistakes(text)).toEqual(['2:8 the statement does not end with ;'])
      expect(names(text)).toEqual(['two', 'three'])
    })

    it('a -- comment between queries, and reads the queries', () => {
      const text = '/* @name one */\nselect 1;\n-- prose\n/* @name two */\nselect 2;'
      expect(mistakes(text)).toEqual(['3:1 a -- comment outside a statement'])
      expect(names(text)).toEqual(['two'])
    })

    it('a -- comment above the first query', () => {
      expect(mistakes('-- head\n/* @name one */\nselect 1;')).toEqual([
        '1:1 a -- comment outside a statement',
      ])
    })

    it('a comment that pgtyped does not see as one', () => {
      expect(mistakes('/** head */\n/* @name one */\nselect 1;')).toEqual([
        '1:1 pgtyped does not read /** as the start of a comment',
      ])
    })

    it('a comment behind the last query', () => {
      expect(mistakes('/* @name one */\nselect 1;\n\n/* the end */\n')).toEqual([
        '4:1 nothing may stand behind the last query',
      ])
    })

    it('a second statement', () => {
      expect(mistakes('/* @name one */\nselect 1; select 2;')).toEqual(['2:11 a statement without a name'])
    })

    it('a statement that is not there', () => {
      expect(mistakes('/* @name one */\n-- prose\n;\n/* @name two */ select 2;')).toEqual([
        '1:10 there is no statement under one',
      ])
    })

    it('a name that is none', () => {
      expect(mistakes('/* @name list-users */\nselect 1;')).toEqual(['1:10 "list-users" cannot name a query'])
    })

    it('a string that is not closed', () => {
      expect(mistakes(`/* @name one */\nselect 'open;\n\n/* @name two */\nselect 2;`)[0]).toMatch(/^2:8 /)
    })

    it('a string that ends in a backslash, which pgtyped takes for an escape', () => {
      expect(mistakes(String.raw`/* @name one */ select 1, '\\', :x, 'y';`)).toEqual([
        String.raw`1:27 pgtyped takes the \' at the end of this string for a quote within it`,
      ])
    })

    it('a letter outside ASCII that is not in quotes', () => {
      expect(mistakes('/* @name one */\nselect é;')).toEqual([
        '2:8 pgtyped reads letters outside ASCII in quotes and comments only',
      ])
    })

    it('a parameter that is declared and not used', () => {
      expect(mistakes('/*\n  @name one\n  @param ids -> (...)\n*/\nselect 1;')).toEqual([
        '3:10 parameter ids is declared and never used',
      ])
    })

    it('!= behind a parameter, which pgtyped takes apart', () => {
      expect(mistakes('/* @name one */\nselect :x != 5;')).toEqual([
        '2:8 pgtyped would read this as the parameter x',
      ])
      expect(mistakes('/* @name one */\nselect :x!= 5;')).toEqual([
        '2:8 pgtyped reads != behind a parameter as ! and =',
      ])
    })

    it('a colon and a name that pgtyped takes for a parameter', () => {
      expect(mistakes('/* @name one */\nselect a = : n;')).toEqual([
        '2:13 pgtyped would read this as the parameter n',
      ])
      expect(mistakes('/* @name one */\nselect (/** :b */ 1);')).toEqual([
        '2:13 :b stands in a comment, where pgtyped takes it for a parameter',
      ])
    })

    it('a numbered parameter', () => {
      expect(mistakes('/* @name one */\nselect $1, :x;')).toEqual(['2:8 $1 is not a parameter here'])
    })

    it('a dollar-quoted string without an end', () => {
      expect(mistakes('/* @name one */\nselect $a$ :x $$;')).toHaveLength(1)
    })

    it('markers of clauses that would fail, or do nothing, when the query is run', () => {
      const of = (text: string) => mistakes(`/* @name one */ select 1 where ${text};`)
      expect(of('a /*[if x]*/ = :x /*[end]*/')).toEqual([])
      expect(of('a /*[if x, y]*/ = :x /*[if z]*/ + :z /*[end]*/ + :y /*[end]*/')).toEqual([])
      expect(of('a /*[if x]*/ = :x')).toEqual(['1:34 this clause is not ended'])
      expect(of('a = :x /*[end]*/')).toEqual(['1:39 this ends a clause that is not open'])
      expect(of('a /*[if y]*/ = :x /*[end]*/')).toEqual([
        '1:34 this clause depends on y, which is no parameter',
      ])
      expect(of('a /*[if ]*/ = :x /*[end]*/')).toEqual(['1:34 this clause depends on nothing'])
      expect(of('a /*[fi x]*/ = :x /*[end]*/')).toEqual([
        '1:34 this is no marker of a clause',
        '1:50 this ends a clause that is not open',
      ])
      expect(of('a /*[if x]*/ = :x! /*[end]*/')).toEqual([])
      expect(of('a /*[if x]*/ = :x! /*[end]*/ + :x')).toEqual([
        '1:34 x is required outside of the clauses that depend on it, so this one would never be left out',
      ])
      expect(of('a /*[if x y]*/ = :y! + :x /*[end]*/ /*[if x]*/ + :y + :x /*[end]*/')).toEqual([
        '1:34 y is required outside of the clauses that depend on it, so this one would never be left out',
      ])
      expect(of('a /* [if x] */ = :x /*[end]*/')).toEqual([
        '1:34 pgtyped takes this comment out',
        '1:52 this ends a clause that is not open',
      ])
      expect(of('a /* an [optional] remark */')).toEqual([])
    })

    it('every mistake of a file at once', () => {
      const text = [
        '/* @name one */ select :x != 1;',
        '/* @name two */ select 2',
        '/* @name 3 */ select 3;',
        '/* @name four */ select 4;',
        '-- five',
      ].join('\n')
      expect(mistakes(text).map((mistake) => mistake.split(' ')[0])).toEqual(['2:24', '3:10', '5:1', '1:24'])
      expect(names(text)).toEqual([])
    })
  })

  it('reads what looks like a trap and is none', () => {
    const text = [
      '/* @name one */',
      `select a[1:2], b::text, ':no', "no", 'it''s :no' /* it's :no */ -- it's :no`,
      'from c where d <> :d! and e = any(:e!::uuid[]) /*[if f]*/ and f = :f /*[end]*/;',
    ].join('\n')
    expect(mistakes(text)).toEqual([])
    expect(parse(text).queries[0]?.ir.params.map(({ name }) => name)).toEqual(['d', 'e', 'f'])
  })
})
