/** A text of 10 MB in any input, such as a file read into a parameter by mistake: accepted or refused in words, soon, never a crash. */
import { inputPaths } from "./schema-paths";
import { type Props, subjects } from "./subjects";

const size = 10_000_000;
const filled = (piece: string, end = "") => piece.repeat(size / piece.length) + end;
/** Each is the worst case of some expression: letters beyond ASCII, repeated groups, runs that end otherwise. */
const texts = {
  "Chinese letters": filled("中"),
  "groups of letters": filled("a-z"),
  "blanks and a letter": `x${filled(" ", "x")}`,
  "equals signs and a letter": filled("=", "x"),
  "slashes and a letter": `https://${filled("/", "x")}`,
  "the scheme of a URL that never ends": `https://a:b@c ${filled("a")}`,
};

/** `scms[].branch` with a value: `[]` is a list of one, `{}` a map of one. */
const at = (path: string, value: unknown): Props => {
  const [parts] = [path.match(/\[\]|\{\}|[^.[{]+/g) ?? []];
  const inner = parts.reduceRight<unknown>((rest, part) => {
    if (part === "[]") return [rest];
    return { [part === "{}" ? "made_up" : part]: rest };
  }, value);
  return inner as Props;
};

test.each(subjects)(
  "$name",
  async ({ schema, provider, base }) => {
    await provider.configure?.({ config: { get: () => undefined, require: () => "" } as never });
    const paths = [...new Set(inputPaths(schema).map(({ path }) => path))];
    const failed: string[] = [];
    for (const path of paths)
      for (const [name, text] of Object.entries(texts)) {
        const start = Date.now();
        const answer = await provider
          .check?.({}, { region: "cn-north-4", ...base, ...at(path, text) })
          .catch((error: Error) => error);
        if (answer instanceof Error) failed.push(`${path}, ${name}: ${answer.message.slice(0, 200)}`);
        if (Date.now() - start > 30_000) failed.push(`${path}, ${name}: ${Date.now() - start} ms`);
      }
    expect(failed).toEqual([]);
  },
  600_000,
);
