import "./jest-global-setup.ts";

/** Runs after all tests. */
export default async function tearDown(): Promise<void> {
  await globalThis.stopTestServers?.();
}
