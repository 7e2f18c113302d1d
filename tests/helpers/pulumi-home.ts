/** What the provider keeps beside Pulumi's own files goes into a temporary folder, one for each file of tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "codearts-home-"));
process.env.PULUMI_HOME = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
