// In which browsers somebody may write: by what they call themselves, word for word as phones send it.

import decodeQR from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { isInAppBrowser, isIPhone } from '../../../webapp/pwa/installing'
import { intentLink } from '../../../webapp/pwa/leaving'
import { qrSvgPath } from '../../../webapp/pwa/qr-code'

const ANDROID = 'Mozilla/5.0 (Linux; Android 13; SM-A145F Build/TP1A.220624.014; wv)'
const WEBVIEW = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile'
const PLAIN = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'
const PHONE = 'Mozilla/5.0 (Linux; Android 13; SM-A145F)'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X)'
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

const INSIDE: [string, string][] = [
  ['Zalo', `${ANDROID} ${WEBVIEW} Safari/537.36 Zalo android/24101234 ZaloTheme/light`],
  ['Zalo, older, that does not say wv', `${PHONE} ${PLAIN} Zalo android/1204`],
  ['Zalo on iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148 Zalo iOS/560 ZaloLanguage/vn`],
  ['Facebook', `${ANDROID} ${WEBVIEW} Safari/537.36 [FB_IAB/FB4A;FBAV/467.0.0.33.109;]`],
  ['Facebook on iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148 [FBAN/FBIOS;FBAV/467.0.0.31.103]`],
  ['Messenger', `${ANDROID} ${WEBVIEW} Safari/537.36 [FB_IAB/Orca-Android;FBAV/462.0.0.21.85;]`],
  ['Messenger on iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/462.0]`],
  ['Instagram', `${ANDROID} ${WEBVIEW} Safari/537.36 Instagram 334.0.0.42.95 Android (33/13)`],
  ['Instagram on iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148 Instagram 333.0.3.29.91 (iPhone12,1)`],
  ['TikTok', `${PHONE} ${WEBVIEW} Safari/537.36 trill_340502 BytedanceWebview/d8a21c6`],
  ['TikTok on iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148 musical_ly_34.5.0 JsSdk/2.0`],
  ['LINE', `${PHONE} ${WEBVIEW} Safari/537.36 Line/14.8.0/IAB`],
  ['any other app of Android', `${ANDROID} ${WEBVIEW} Safari/537.36`],
  ['any other app of an iPhone', `${IPHONE} ${WEBKIT} Mobile/15E148`],
]

const BROWSERS: [string, string][] = [
  ['Chrome on Android', `Mozilla/5.0 (Linux; Android 10; K) ${PLAIN}`],
  ['Samsung', `${PHONE} ${PLAIN.replace('Chrome', 'SamsungBrowser/25.0 Chrome')}`],
  ['Firefox on Android', 'Mozilla/5.0 (Android 13; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0'],
  ['Cốc Cốc', `${PHONE} ${PLAIN.replace('Chrome', 'coc_coc_browser/124.0 Chrome')}`],
  ['Opera', `Mozilla/5.0 (Linux; Android 10; K) ${PLAIN} OPR/83.0.0.0`],
  ['Safari', `${IPHONE} ${WEBKIT} Version/17.5 Mobile/15E148 Safari/604.1`],
  ['Chrome on iPhone', `${IPHONE} ${WEBKIT} CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1`],
  ['Firefox on iPhone', `${IPHONE} ${WEBKIT} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`],
  ['a computer', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${PLAIN.replace('Mobile ', '')}`],
  ['one whose name only sounds like it', `${PHONE} ${PLAIN} OnlineShop`],
]

describe('inside another app nothing is written', () => {
  it.each(INSIDE)('%s', (_, agent) => expect(isInAppBrowser(agent)).toBe(true))
})

describe('in a browser of its own it is', () => {
  it.each(BROWSERS)('%s', (_, agent) => expect(isInAppBrowser(agent)).toBe(false))

  it('on the home screen of an iPhone, where Safari does not say its name either', () => {
    expect(isInAppBrowser(`${IPHONE} ${WEBKIT} Mobile/15E148`, true)).toBe(false)
  })
})

it('an iPad that calls itself a Mac is known by its fingers', () => {
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15'
  expect(isIPhone(mac, 5)).toBe(true)
  expect(isIPhone(mac, 0)).toBe(false)
})

it('Android is asked for the same place, without what was asked for besides', () => {
  expect(intentLink('https://so-thon.vn/loi-moi?a=1')).toBe(
    'intent://so-thon.vn/loi-moi#Intent;scheme=https;action=android.intent.action.VIEW;' +
      'S.browser_fallback_url=https%3A%2F%2Fso-thon.vn%2Floi-moi;end',
  )
})

// As a reader of QR codes has read it.
describe('the QR code of an address', () => {
  /** The path as a reader's camera sees it: eight pixels a square, dark on white. */
  const photographed = ({ path, size }: { path: string; size: number }) => {
    const side = size * 8
    const data = new Uint8Array(side * side * 4).fill(255)
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
      for (let dy = 0; dy < 8; dy++)
        for (let dx = 0; dx < 8; dx++) {
          const at = ((Number(y) * 8 + dy) * side + Number(x) * 8 + dx) * 4
          data.fill(0, at, at + 3)
        }
    return { width: side, height: side, data }
  }

  it.each(['https://so-thon.vn/', `https://so-thon.vn/${'a'.repeat(120)}`])(
    'is read: %s',
    (text) => {
      const drawn = qrSvgPath(text)
      expect(drawn && decodeQR(photographed(drawn))).toBe(text)
    },
  )

  it('is not drawn for what no code holds', () => expect(qrSvgPath('a'.repeat(5_000))).toBeNull())
})
