import { availableParallelism } from "node:os";

/** Tests run as ES modules; Node itself strips the types. One MongoDB and one NATS serve the whole run. */
export default {
  testEnvironment: "node",
  transform: {},
  extensionsToTreatAsEsm: [".ts"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/var/", "<rootDir>/gen/", "<rootDir>/third_party/"],
  modulePathIgnorePatterns: ["<rootDir>/var/", "<rootDir>/web/dist/", "<rootDir>/coverage/"],
  watchPathIgnorePatterns: ["<rootDir>/var/"],
  testTimeout: 30_000, // real servers on a busy machine
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Node keeps what a test file's module context held: a worker that has grown is replaced by a fresh one.
  workerIdleMemoryLimit: "1GB",
  globalSetup: "<rootDir>/runtime/testing/jest-global-setup.ts",
  globalTeardown: "<rootDir>/runtime/testing/jest-global-teardown.ts",
};
