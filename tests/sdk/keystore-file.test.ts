import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { keystoreFile } from "pulumi-codearts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "codearts-keystore-"));
  writeFileSync(join(folder, "release.jks"), Buffer.from([0, 13, 10, 255]));
  writeFileSync(join(folder, "empty.jks"), "");
  writeFileSync(join(folder, "large.jks"), Buffer.alloc(102_401));
  writeFileSync(join(folder, "locked.jks"), "x");
  chmodSync(join(folder, "locked.jks"), 0);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the bytes as base64, and a secret", async () => {
  const content = keystoreFile(join(folder, "release.jks"));
  const value = await new Promise((resolve) => content.apply(resolve));
  expect(value).toBe(Buffer.from([0, 13, 10, 255]).toString("base64"));
  expect(await pulumi.isSecret(content)).toBe(true);
});

test.each([
  ["none.jks", /^keystoreFile\(".*none\.jks"\): there is no file .*none\.jks; a relative path counts from /],
  ["release.jks/inside", /there is no file/],
  ["empty.jks", /empty\.jks"\): the file is empty$/],
  ["large.jks", /large\.jks"\): 102,401 bytes; at most 102,400 \(100 KB\)$/],
  ["", /is a folder; write the path of a file in it$/],
])("%j is refused in words", (file, message) => {
  expect(() => keystoreFile(join(folder, file))).toThrow(message);
  expect(() => keystoreFile(join(folder, file))).toThrow(pulumi.RunError);
});

// Root may read everything, so there is nothing to see.
if (process.getuid?.() !== 0)
  test("a file that may not be read is refused in words", () => {
    expect(() => keystoreFile(join(folder, "locked.jks"))).toThrow(
      /cannot be read by this user; change its permissions \(chmod u\+r\)$/,
    );
  });
