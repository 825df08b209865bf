/** The nonce of this page's Content-Security-Policy, for styles that are made while it runs. Empty in development. */
export const cspNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

// What libraries that lock scrolling look for (get-nonce).
Object.assign(globalThis, { __webpack_nonce__: cspNonce() });
