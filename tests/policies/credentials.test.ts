import { credentialIn } from "../../policies/secrets/credentials";
import { credentials, innocents } from "../fixtures/credentials";

test("the corpus is large enough, and its hit rate is printed", () => {
  const hits = credentials.filter(([name, value]) => credentialIn(name, value) !== undefined).length;
  const alarms = innocents.filter(([name, value]) => credentialIn(name, value) !== undefined).length;
  process.stdout.write(`credentials found: ${hits} of ${credentials.length}; false alarms: ${alarms} of ${innocents.length}\n`);
  expect(credentials.length).toBeGreaterThanOrEqual(60);
  expect(innocents.length).toBeGreaterThanOrEqual(120);
  expect(hits).toBe(credentials.length);
  expect(alarms).toBe(0);
});

test.each(credentials)("%s with a made-up credential is found", (name, value) => {
  const found = credentialIn(name, value);
  expect(found).toBeDefined();
  expect(value.length < 8 || !found?.includes(value)).toBe(true);
});

test.each(innocents)("%s = %s is no credential", (name, value) => {
  expect(credentialIn(name, value)).toBeUndefined();
});
