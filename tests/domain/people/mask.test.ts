import { maskName, maskPhone } from '@core/domain/people/mask'

describe('masking', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['02088886666', '020****6666'],
    ['+85291234567', '+85****4567'],
    ['5551234', '****34'],
    ['', '****'],
  ])('number %s: %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown)
  })

  it.each([
    ['王建国', '王**'],
    ['王芳', '王*'],
    ['欧阳明月', '欧**'],
    ['𠮷田', '𠮷*'], // one character of two units
    ['王', '王'],
    ['', ''],
  ])('name %s: %s', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })
})
