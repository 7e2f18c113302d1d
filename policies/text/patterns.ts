import { RE2JS } from "re2js";

/** Patterns and texts are external input: RE2 takes linear time for any of them. */
const compiled = new Map<string, RE2JS>();

/** Throws with RE2's message if the pattern does not compile. */
export function compile(source: string): RE2JS {
  const known = compiled.get(source);
  if (known) return known;
  const pattern = RE2JS.compile(source);
  compiled.set(source, pattern);
  return pattern;
}

/** Whether the pattern matches anywhere in the text; anchor with ^ and $ to match all of it. */
export function matches(source: string, text: string): boolean {
  return compile(source).matcher(text).find();
}

/** Whether a pattern with `*` (anything, also nothing) covers all of the text. Case counts unless `anyCase`. */
export function globMatches(glob: string, text: string, anyCase = false): boolean {
  const [pattern, subject] = anyCase ? [glob.toLowerCase(), text.toLowerCase()] : [glob, text];
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return subject === pattern;
  if (!subject.startsWith(first) || !subject.endsWith(last) || subject.length < first.length + last.length) return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = subject.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return position <= subject.length - last.length;
}

/** Whether any of the `*` patterns covers the text. */
export function anyGlobMatches(globs: readonly string[], text: string, anyCase = false): boolean {
  return globs.some((glob) => globMatches(glob, text, anyCase));
}
