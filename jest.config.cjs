/** Tests import the sources, which load parts of themselves by import(): that needs NODE_OPTIONS=--experimental-vm-modules (npm run unit sets it). */
module.exports = {
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  testEnvironment: "node",
  setupFilesAfterEnv: ["<rootDir>/tests/helpers/pulumi-home.ts"],
  testSequencer: "<rootDir>/tests/helpers/longest-first.cjs",
  transform: {
    "\\.tsx?$|/node_modules/unbash/.*\\.js$": [
      "@swc/jest",
      { module: { type: "commonjs", ignoreDynamic: true }, jsc: { target: "es2022", parser: { syntax: "typescript" } } },
    ],
  },
  // An ES module that the sources load by require(): Node.js can, Jest only from Node.js 24.9 on.
  transformIgnorePatterns: ["/node_modules/(?!unbash/)"],
  moduleNameMapper: {
    "^codearts-simulator$": "<rootDir>/simulator/src/index.ts",
    "^pulumi-codearts$": "<rootDir>/sdk/index.ts",
    "^pulumi-codearts/provider$": "<rootDir>/provider/index.ts",
    "^pulumi-codearts/client$": "<rootDir>/provider/create-client.ts",
    "^pulumi-codearts/policies$": "<rootDir>/policies/index.ts",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/simulator/dist", "<rootDir>/sdks"],
  testTimeout: 120_000,
};
