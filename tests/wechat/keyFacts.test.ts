import { keyFacts } from '@core/wechat/keyFacts'
import { generateKeyPairSync } from 'node:crypto'
import { selfSigned } from '../../local/wechat/certificate'
import { CERTIFICATE_SERIAL, PUBLIC_KEY_SERIAL, settingsWith } from './platform'

const { pay } = settingsWith({ WXPAY_SERIAL: CERTIFICATE_SERIAL })
const held = (verifyKeys: Readonly<Record<string, string>>) => keyFacts({ ...pay, verifyKeys }).verifyKeys
const pem = { type: 'pkcs8', format: 'pem' } as const

describe('what can be said of the keys', () => {
  it('whole ones, of both kinds at once', () => {
    expect(keyFacts(pay)).toMatchObject({ merchantKey: 'good', merchantSerialFits: true, apiV3KeyFits: true })
    expect(held(pay.verifyKeys).map(({ kind, fits }) => [kind, fits])).toEqual([['certificate', true], ['public_key', true]])
    expect(held(pay.verifyKeys).map(({ goodUntil }) => goodUntil?.slice(0, 10) ?? null)).toEqual(['2050-01-01', null])
  })

  it('a merchant key that is no key, of another kind, or too short', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pem).toString()
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem).toString()
    const merchantKeys = ['PRIVATE KEY', curve, weak].map((privateKey) => keyFacts({ ...pay, privateKey }).merchantKey)
    expect(merchantKeys).toEqual(['unreadable', 'unreadable', 'weak'])
    expect(keyFacts({ ...pay, serial: CERTIFICATE_SERIAL.slice(1) }).merchantSerialFits).toBe(false)
    expect(keyFacts({ ...pay, apiV3Key: '密'.repeat(32) }).apiV3KeyFits).toBe(false)
  })

  it('a certificate filed under another’s serial, a bare key under a certificate’s, and what is no key', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const keys = { publicDer: publicKey.export({ type: 'spki', format: 'der' }), privatePem: privateKey.export(pem).toString() }
    const another = selfSigned(`4${CERTIFICATE_SERIAL.slice(1)}`, 'another', keys)
    const bare = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(held({ [CERTIFICATE_SERIAL]: another })[0]).toMatchObject({ kind: 'certificate', fits: false })
    expect(held({ [CERTIFICATE_SERIAL]: bare })[0]).toEqual({ kind: 'certificate', fits: true, goodUntil: null })
    expect(held({ [PUBLIC_KEY_SERIAL]: 'no key' })[0]).toMatchObject({ kind: 'public_key', fits: false })
    expect(held({ 'a name': bare })[0]).toMatchObject({ fits: false })
    expect(held({})).toEqual([])
  })
})
