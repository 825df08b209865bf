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
  globalSetup: "<rootDir>/runtime/testing/jest-global-setup.ts",
  globalTeardown: "<rootDir>/runtime/testing/jest-global-teardown.ts",
};
