/** Finds which of many keywords a text contains, in one pass: the first characters rule out almost every position. */
const start = 3;

/** The text has to be in lower case. */
export function keywordFinder(keywords: Iterable<string>): (text: string) => ReadonlySet<string> {
  const short: string[] = [];
  const marks = new Uint8Array(65_536);
  const byStart = new Map<string, string[]>();
  for (const keyword of new Set(keywords)) {
    if (keyword.length < start) {
      short.push(keyword);
      continue;
    }
    marks[hash(keyword.charCodeAt(0), keyword.charCodeAt(1), keyword.charCodeAt(2))] = 1;
    const first = keyword.slice(0, start);
    byStart.set(first, [...(byStart.get(first) ?? []), keyword]);
  }
  return (text) => {
    let found: Set<string> | undefined;
    const add = (keyword: string): void => {
      found ??= new Set();
      found.add(keyword);
    };
    for (const keyword of short) if (text.includes(keyword)) add(keyword);
    let [before, here] = [text.charCodeAt(0), text.charCodeAt(1)];
    for (let at = 0; at + start <= text.length; at += 1) {
      const next = text.charCodeAt(at + 2);
      const mark = marks[hash(before, here, next)];
      before = here;
      here = next;
      if (mark !== 1) continue;
      for (const keyword of byStart.get(text.slice(at, at + start)) ?? []) if (text.startsWith(keyword, at)) add(keyword);
    }
    return found ?? none;
  };
}

const none: ReadonlySet<string> = new Set();

function hash(first: number, second: number, third: number): number {
  return (first * 961 + second * 31 + third) & 0xffff;
}
