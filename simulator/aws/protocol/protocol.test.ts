import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { matchesGlob } from '../glob'
import { parseDestination } from '../destination'
import { defaultFormat, parseFormat } from '../record-format'
import { zoneIdOf } from '../regions'
import { readFilters } from './filters'
import { cutPage } from './paging'
import { QueryParameters, refuseUnknown } from './query'
import { readClaim, requestDate, signatureMatches } from './signature'
import { renderDocument } from './xml'

describe('XML', () => {
  it('writes nested values, lists and dates, and leaves out what is unset', () => {
    const text = renderDocument('Answer', 'urn:x', {
      at: new Date(0),
      flag: true,
      number: 3,
      missing: undefined,
      nothing: null,
      empty: [],
      list: ['a', { b: 'c' }],
    })
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Answer xmlns="urn:x"><at>1970-01-01T00:00:00.000Z</at><flag>true</flag>' +
        '<number>3</number><empty/><list><item>a</item><item><b>c</b></item></list></Answer>',
    )
  })

  it('writes carriage returns so that a parser cannot turn them into line feeds', () => {
    expect(renderDocument('a', null, 'x\r\ny')).toContain('<a>x&#xD;\ny</a>')
  })

  it('brings any text through a parser unharmed, but for what XML cannot hold', () => {
    const parser = new XMLParser({ trimValues: false, parseTagValue: false, processEntities: true, htmlEntities: true })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const parsed = parser.parse(renderDocument('a', null, { b: `|${text}|` })) as { a: { b: string } }
        const expected = text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
        expect(parsed.a.b).toBe(`|${expected}|`)
      }),
    )
  })
})

describe('Query parameters', () => {
  it('reads flattened lists in the order of their numbers', () => {
    const parameters = QueryParameters.parse('A.10=ten&A.2=two&A.1=one&B.2.K=k2&B.2.V=v2&B.1.K=k1&C=%7B+%7D')
    expect(parameters.list('A')).toEqual(['one', 'two', 'ten'])
    expect(parameters.structures('B').map((one) => [one.text('K'), one.text('V')])).toEqual([
      ['k1', undefined],
      ['k2', 'v2'],
    ])
    expect(parameters.text('C')).toBe('{ }')
  })

  it('knows parameters by their shape', () => {
    const known = new Set(['Filter.N.Value.N'])
    expect(() => refuseUnknown(QueryParameters.parse('Filter.1.Value.22=x&Action=a&Version=v'), known)).not.toThrow()
    expect(() => refuseUnknown(QueryParameters.parse('Filter.1.Values.1=x'), known)).toThrow('Filter.1.Values.1')
    expect(() => refuseUnknown(QueryParameters.parse('Filter.0.Value.1=x'), known)).toThrow('Filter.0')
  })

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parameters = QueryParameters.parse(text)
        parameters.list('A')
        parameters.structures('Filter')
      }),
    )
  })
})

describe('signatures', () => {
  // The worked example of the IAM user guide's Signature Version 4 documentation (published, invalid keys).
  const request = {
    method: 'GET',
    host: 'iam.amazonaws.com',
    path: '/',
    rawQuery: 'Action=ListUsers&Version=2010-05-08',
    headers: {
      host: 'iam.amazonaws.com',
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
        'SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    },
    body: '',
  }
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

  it("agrees with the vendor's worked example", () => {
    const claim = readClaim(request)
    if (typeof claim === 'string') throw new Error(claim)
    expect(claim).toMatchObject({ accessKeyId: 'AKIDEXAMPLE', region: 'us-east-1', service: 'iam' })
    expect(requestDate(request)).toEqual(new Date('2015-08-30T12:36:00Z'))
    expect(signatureMatches(request, claim, secret)).toBe(true)
    expect(signatureMatches({ ...request, body: 'x' }, claim, secret)).toBe(false)
    expect(signatureMatches({ ...request, rawQuery: 'Action=ListRoles' }, claim, secret)).toBe(false)
    expect(signatureMatches(request, claim, `${secret}x`)).toBe(false)
  })

  it.each([
    ['no header', undefined, 'missing'],
    ['another scheme', 'Basic abc', 'malformed'],
    ['half a credential', 'AWS4-HMAC-SHA256 Credential=A/20150830, SignedHeaders=host, Signature=00', 'malformed'],
    ['no signed host', request.headers.authorization.replace(';host', ''), 'malformed'],
    ['a short signature', request.headers.authorization.slice(0, -1), 'malformed'],
  ])('reads no claim from %s', (_why, authorization, expected) => {
    const { authorization: _own, ...headers } = request.headers
    expect(
      readClaim({ ...request, headers: authorization === undefined ? headers : { ...headers, authorization } }),
    ).toBe(expected)
  })
})

describe('globs', () => {
  it.each([
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['?', '', false],
    ['te?m', 'team', true],
    ['**a**', 'xax', true],
    ['a.c', 'abc', false],
    ['*b*b', 'abab', true],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected)
  })

  it('agrees with a regular expression on short texts', () => {
    const unit = fc.constantFrom('a', 'b', '*', '?')
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }),
        (pattern, text) => {
          const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
          expect(matchesGlob(pattern, text)).toBe(expression.test(text))
        },
      ),
    )
  })

  it('does not hang on a hostile pattern', () => {
    expect(matchesGlob('*a'.repeat(200), 'a'.repeat(5000) + 'b')).toBe(false)
  })
})

describe('pages', () => {
  it('give everything once whatever the page size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 500 })),
        fc.integer({ min: 5, max: 40 }),
        (sequences, size) => {
          const items = sequences.sort((one, other) => one - other).map((sequence) => ({ sequence }))
          const seen: number[] = []
          let token: string | undefined
          do {
            const query = new URLSearchParams({ MaxResults: String(size), ...(token ? { NextToken: token } : {}) })
            const page = cutPage(items, QueryParameters.parse(query.toString()), 'x', false)
            seen.push(...page.items.map((item) => item.sequence))
            token = page.nextToken
          } while (token)
          expect(seen).toEqual(items.map((item) => item.sequence))
        },
      ),
    )
  })
})

describe('filters', () => {
  it('do not take names of the language for fields', () => {
    const read = (name: string) => readFilters(QueryParameters.parse(`Filter.1.Name=${name}&Filter.1.Value.1=x`), {})
    for (const name of ['constructor', '__proto__', 'toString']) expect(() => read(name)).toThrow('is invalid')
  })
})

describe('facts', () => {
  it('have both default formats in full', () => {
    expect(parseFormat(defaultFormat('vpc'))).toHaveLength(14)
    expect(parseFormat(defaultFormat('transit-gateway'))).toHaveLength(36)
  })

  it.each([
    ['eu-west-1b', 'euw1-az2'],
    ['us-east-1a', 'use1-az1'],
    ['ap-southeast-1c', 'apse1-az3'],
    ['eu-central-1a', 'euc1-az1'],
    ['me-central-1a', 'mec1-az1'],
  ])('know the zone id of %s', (zone, expected) => {
    expect(zoneIdOf(zone)).toBe(expected)
  })

  it.each([
    ['s3', 'arn:aws:s3:::bucket-name/a/b/', { bucket: 'bucket-name', prefix: 'a/b' }],
    ['s3', 'arn:aws:s3:::Bucket', undefined],
    ['s3', 'arn:aws-cn:s3:::bucket', undefined],
    ['cloud-watch-logs', 'arn:aws:logs:eu-west-1:111122223333:log-group:/a/b', { name: '/a/b' }],
    ['cloud-watch-logs', 'arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:*', undefined],
    ['kinesis-data-firehose', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream:s', { name: 's' }],
  ] as const)('read the destination %s %s', (type, arn, expected) => {
    const destination = parseDestination(type, arn)
    if (expected === undefined) expect(destination).toBeUndefined()
    else expect(destination).toMatchObject(expected)
  })
})
