import { readName, readNote, readPhones } from '@core/domain/billing/ledger/people'
import { keyOf, kindOf, labelOf, readPart, readRoom, splitAddress } from '@core/domain/billing/ledger/place'
import type { CellValue } from '@core/domain/billing/ledger/sheet'
import fc from 'fast-check'

describe('phone numbers', () => {
  it.each<[CellValue, string[]]>([
    ['13800138000', ['13800138000']],
    [13800138000, ['13800138000']],
    ['138 0013 8000', ['13800138000']],
    ['１３８００１３８０００', ['13800138000']],
    ['138-0013-8000', ['13800138000']],
    ['13800138000/13900139000', ['13800138000', '13900139000']],
    ['13800138000、13900139000', ['13800138000', '13900139000']],
    ['13800138000／13800138000', ['13800138000']],
    ['13800138000 / 无', ['13800138000']],
    ['+86 13800138000', ['13800138000']],
    ['0771-5550100', ['07715550100']],
    ['010-55501234', ['01055501234']],
  ])('reads %p', (value, phones) => {
    expect(readPhones(value)).toEqual({ is: 'read', value: phones })
  })

  it.each<[CellValue]>([[null], [''], ['无'], ['没有'], ['-'], ['/'], ['未登记']])('takes %p for no number', (value) => {
    expect(readPhones(value)).toEqual({ is: 'empty' })
  })

  it('drops a number that is not whole and says so, and keeps the one beside it', () => {
    expect(readPhones('1506245447')).toEqual({ is: 'read', value: [], doubt: '联系电话 1506245447 是 10 位，不完整，没有导入' })
    expect(readPhones('1506245447/13800138000')).toMatchObject({ value: ['13800138000'], doubt: expect.stringContaining('10 位') as string })
    expect(readPhones('138001380001')).toMatchObject({ value: [] })
  })

  it('keeps a number with words beside it, without the words', () => {
    expect(readPhones('13800138000(妻)')).toEqual({ is: 'read', value: ['13800138000'], doubt: '联系电话里的文字没有导入' })
  })

  it('gives whole numbers only, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 /-]{0,30}$/), fc.double()), (value) => {
        const reading = readPhones(value)
        if (reading.is === 'read') for (const phone of reading.value) expect(phone).toMatch(/^(1[3-9]\d{9}|0\d{9,11})$/)
      }),
    )
  })
})

describe('names and notes', () => {
  it.each<[CellValue, string]>([
    [' 萧雨桐  ', '萧雨桐'], ['张  三', '张三'], ['张　三', '张三'], ['Li  Ming', 'Li Ming'], ['美宜超市', '美宜超市'],
  ])('reads %p as %s', (value, name) => {
    expect(readName(value)).toEqual({ is: 'read', value: name })
  })
  it('knows an empty name and a formula without a result', () => {
    expect(readName('  ').is).toBe('empty')
    expect(readName({ unread: '出错' }).is).toBe('unread')
  })
  it('keeps a note on one line', () => {
    expect(readNote('房屋漏水,\n业主拒缴')).toEqual(['房屋漏水, 业主拒缴'])
    expect(readNote(null)).toEqual([])
  })
})

describe('places', () => {
  it.each<[CellValue, string]>([
    ['101', '101'], [101, '101'], ['１０１', '101'], ['101室', '101'], ['1203b', '1203B'], ['s101', 'S101'], [' 101 ', '101'], ['L2-05', 'L2-05'],
  ])('reads the room %p as %s', (value, room) => {
    expect(readRoom(value)).toMatchObject({ is: 'read', value: room })
  })
  const notRooms = ['19O1', '1o1', 'O101', 'l01', '10I', { moment: '2026-01-02T00:00:00.000Z' }, '101;drop', '“101”', { unread: '出错' }]
  it.each(notRooms.map((value) => [value]))('does not read the room %p', (value) => {
    expect(readRoom(value).is).toBe('unread')
  })
  it('says when a room has no number', () => {
    expect(readRoom('东户')).toMatchObject({ is: 'read', doubt: expect.any(String) as string })
  })
  it('does not take a building that Excel turned into a date', () => {
    expect(readPart({ moment: '1970-01-01T00:00:00.000Z' }, '栋').is).toBe('unread')
    expect(readPart('1O栋', '栋').is).toBe('unread')
    expect(readPart(3, '栋')).toEqual({ is: 'read', value: '3栋' })
  })

  it.each([
    [{ building: '1栋', unit: '1单元', room: '101' }, { building: '01号楼', unit: '一单元', room: '101' }],
    [{ building: 'A座', unit: '', room: '1801' }, { building: 'a座', unit: '', room: '1801' }],
  ])('knows one place written two ways', (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b))
  })
  it('keeps apart what only reads alike', () => {
    expect(keyOf({ building: '1栋', unit: '', room: '1101' })).not.toBe(keyOf({ building: '1栋', unit: '1单元', room: '101' }))
    expect(keyOf({ building: '11栋', unit: '1单元', room: '1' })).not.toBe(keyOf({ building: '1栋', unit: '11单元', room: '1' }))
  })
  it.each([
    ['1栋2单元301', { building: '1栋', unit: '2单元', room: '301' }],
    ['1-2-301', { building: '1栋', unit: '2单元', room: '301' }],
    ['A座1801', { building: 'A座', unit: '', room: '1801' }],
    ['301', { building: '', unit: '', room: '301' }],
  ])('takes %s apart', (text, place) => {
    expect(splitAddress(text)).toEqual(place)
  })
  it('tells shops from homes, and labels both', () => {
    expect(kindOf({ building: '商铺', unit: '', room: '101' })).toBe('commercial')
    expect(kindOf({ building: '1栋', unit: '', room: 'S101' })).toBe('commercial')
    expect(kindOf({ building: '1栋', unit: '1单元', room: '101' })).toBe('residential')
    expect(labelOf({ building: '1栋', unit: '1单元', room: '101' })).toBe('1栋1单元101')
  })
})
