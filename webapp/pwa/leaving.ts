// Out of another app's browser, into the phone's own. It comes with the page that says so.

export const isAndroid = (agent: string) => /Android/.test(agent)

/** Asks Android to open this address in the browser of the phone. */
export function intentLink(address: string): string {
  const { protocol, host, pathname } = new URL(address)
  const otherwise = encodeURIComponent(`${protocol}//${host}${pathname}`)
  const said = `scheme=${protocol.slice(0, -1)};action=android.intent.action.VIEW`
  return `intent://${host}${pathname}#Intent;${said};S.browser_fallback_url=${otherwise};end`
}
