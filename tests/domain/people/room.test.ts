import { accountMeant, endsName, roomTokens } from '@core/domain/people/room'

const place = (accountId: string, building: string, unit: string, room: string) => ({ accountId, building, unit, room })
const HOMES = [
  place('A', '1栋', '1单元', '101'),
  place('B', '1栋', '2单元', '101'),
  place('C', '2栋', '1单元', '1203B'),
  place('D', 'A座', '', '1801'),
  place('E', '商业街', '', 'S08'),
]

describe('what a room is made of', () => {
  it.each([
    ['1栋1单元101', ['1', '1', '101']],
    ['1-1-101', ['1', '1', '101']],
    ['１号楼１单元１０１室', ['1', '1', '101']],
    ['01栋 02单元 0301号房', ['1', '2', '301']],
    ['一栋二单元301', ['1', '2', '301']],
    ['十二栋二十三单元', ['12', '23']],
    ['a座1801', ['A', '1801']],
    ['s08', ['S', '8']],
    ['金桂花园1栋101', ['金桂花园', '1', '101']],
    ['', []],
    ['——', []],
  ])('"%s"', (text, tokens) => {
    expect(roomTokens(text)).toEqual(tokens)
  })
})

describe('which account a room means', () => {
  it.each([
    ['1栋1单元101', 'A'],
    ['1-1-101', 'A'],
    ['1 1 101', 'A'],
    ['１栋１单元１０１', 'A'],
    ['一栋一单元101室', 'A'],
    ['1-2-101', 'B'],
    ['2栋1203b', 'C'],
    ['1203B', 'C'],
    ['A座1801', 'D'],
    ['1801', 'D'],
    ['商业街S08', 'E'],
    ['S8', 'E'],
    ['金桂花园1栋1单元101', 'A'],
  ])('"%s": %s', (text, account) => {
    expect(accountMeant(text, HOMES)).toBe(account)
  })

  it.each([
    ['101', 'two homes have this number'],
    ['1栋101', 'in two units'],
    ['1栋', 'a building is no room'],
    ['1栋1单元', 'nor is a unit'],
    ['11-101', 'another door'],
    ['1-1-1-101', 'more than the register knows'],
    ['101-1-1', 'the other way round'],
    ['1203', 'a letter is missing'],
    ['', 'nothing'],
    ['金桂花园', 'a name alone'],
    ['$where', 'an operator'],
  ])('"%s": none, %s', (text) => {
    expect(accountMeant(text, HOMES)).toBeNull()
  })

  it('takes the short form when it fits one account, however many of its premises', () => {
    expect(accountMeant('101', HOMES.slice(0, 1))).toBe('A')
    expect(accountMeant('101', [place('F', '1栋', '', '101'), place('F', '2栋', '', '101')])).toBe('F')
    expect(accountMeant('101', [])).toBeNull()
  })

  it('prefers the whole address to a part of a longer one', () => {
    const homes = [place('G', '', '', '1-101'), place('H', '3栋', '1单元', '101')]
    expect(accountMeant('1-101', homes)).toBe('G')
  })
})

describe('the last character of the registered name', () => {
  it.each([
    ['王建国', '国', true],
    ['王建国', '建国', true],
    ['王建国', '建', false],
    ['王建国', '王', false],
    ['王 芳', '芳', true],
    ['王　芳', ' 芳 ', true],
    ['王芳（已售）', '芳', true],
    ['王芳(出租)', '租', false],
    ['张三、李四', '三', true],
    ['张三、李四', '四', true],
    ['李和平', '李', false],
    ['重庆桂湖商贸有限公司', '司', true],
    ['John Smith', 'H', true],
    ['𠮷田𠮷', '𠮷', true],
    ['王建国', '', false],
    ['王建国', '。', false],
    ['', '国', false],
    ['', '', false],
  ])('%s ends with "%s": %s', (name, ending, expected) => {
    expect(endsName(name, ending)).toBe(expected)
  })
})
