/** Headers as Connect's transports take them. */
export type HeaderInit = ConstructorParameters<typeof Headers>[0];

/** Headers by lower-case name: all that a call inside the platform needs, far cheaper than a `Headers` object. */
export type PlainHeaders = Record<string, string>;

/** A copy of any kind of headers as plain ones. Pairs with the same name are joined as HTTP does. */
export function plainHeaders(init: HeaderInit): PlainHeaders {
  const plain: PlainHeaders = {};
  if (init === undefined) return plain;
  if (init instanceof Headers || Symbol.iterator in init) {
    for (const [name, value] of new Headers(init)) plain[name] = value;
    return plain;
  }
  for (const name in init) {
    const value = init[name];
    if (value !== undefined) plain[name.toLowerCase()] = value;
  }
  return plain;
}
