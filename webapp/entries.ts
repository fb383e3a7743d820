// What a table holds under a name that came from elsewhere: a form, a list, the server, an address.
// Its one rule: only what was put there, for every table of ours answers to "constructor" too.
// tests/hygiene/test_entries.py finds who asks a table otherwise.

/** The entry of this name; nothing where there is none of its own. */
export const ownEntry = <T>(
  table: Readonly<Record<string, T>> | null | undefined,
  name: string,
): T | undefined => (table && Object.hasOwn(table, name) ? table[name] : undefined)

/** Puts an entry there, also one called "__proto__", which a plain assignment would take for more. */
export function putEntry<T>(table: Record<string, T>, name: string, value: T): void {
  Object.defineProperty(table, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })
}
