import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Maximum size that the service accepts. */
const mostBytes = 100 * 1024;

/**
 * The content of a file for a Keystore: its bytes in base64, as a secret. A relative path is resolved from the project's folder.
 *
 * Errors: a file that is missing, empty, larger than 100 KB (102,400 bytes), not a regular file, or not readable, each with its path.
 *
 * ```ts
 * new codearts.Keystore("release.jks", { content: codearts.keystoreFile("secrets/release.jks") });
 * ```
 */
export function keystoreFile(path: string): pulumi.Output<string> {
  return pulumi.secret(read(path).toString("base64"));
}

function read(path: string): Buffer {
  const full = resolve(path);
  const refuse = (why: string) => new pulumi.RunError(`keystoreFile(${JSON.stringify(path)}): ${why}`);
  try {
    const { size } = statSync(full);
    if (statSync(full).isDirectory()) throw refuse(`${full} is a folder; write the path of a file in it`);
    if (size > mostBytes)
      throw refuse(`${size.toLocaleString("en-US")} bytes; at most ${mostBytes.toLocaleString("en-US")} (100 KB)`);
    const bytes = readFileSync(full);
    if (bytes.length === 0) throw refuse("the file is empty");
    return bytes;
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw refuse(`there is no file ${full}; a relative path counts from ${process.cwd()}`);
    if (code === "EACCES" || code === "EPERM")
      throw refuse(`${full} cannot be read by this user; change its permissions (chmod u+r)`);
    throw error;
  }
}
