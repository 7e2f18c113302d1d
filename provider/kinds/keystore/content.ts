import { z } from "zod";
import { isMask } from "../parts/wire";

const most = 100 * 1024;

/** The decoded content; undefined if it is not base64. */
export function bytesOf(content: string): Buffer | undefined {
  const text = content.replace(/[\r\n]/g, "");
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, "base64");
}

export const contentSchema = z.string().superRefine((content, context) => {
  // An adopted file's content exists only in the service; the placeholder represents it.
  if (isMask(content)) return;
  const say = (message: string) => context.addIssue({ code: "custom", message });
  const bytes = bytesOf(content);
  if (!bytes) say('not base64; write keystoreFile("path/of/the/file")');
  else if (bytes.length === 0) say("empty; a keystore file has at least one byte");
  else if (bytes.length > most)
    say(`${bytes.length.toLocaleString("en-US")} bytes; at most ${most.toLocaleString("en-US")} (100 KB)`);
});

/** Whether two base64 texts decode to the same bytes. */
export function sameContent(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "string" || typeof other !== "string" || isMask(one) || isMask(other)) return false;
  const bytes = bytesOf(one);
  return bytes?.equals(bytesOf(other) ?? Buffer.alloc(0)) ?? false;
}
