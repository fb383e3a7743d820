// Addresses of the two scripts that are started by name. Under Trusted Types each has a policy that
// admits this one address and nothing else; the server's policy names them (api/http/built_webapp.py).

interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown }
}

const trustedAddresses = new Map<string, unknown>()

/** `address` as a browser accepts it for a worker; a policy is made once for each name. */
export function scriptAddress(name: 'sw' | 'argon2', address: string): string {
  const policies = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes
  if (!policies) return address
  if (!trustedAddresses.has(name)) {
    const policy = policies.createPolicy(name, {
      createScriptURL(url) {
        if (url !== address) throw new TypeError(url)
        return url
      },
    })
    trustedAddresses.set(name, policy.createScriptURL(address))
  }
  return trustedAddresses.get(name) as string
}
