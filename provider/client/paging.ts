/**
 * Lists page in five ways; here they are one async iterator. It ends when every row that the list counted has come, gives no row twice when
 * the list changes between two pages, and reads the list again when rows slipped past. What it reads is believed only where it adds up: a
 * list that is taken for shorter than it is makes objects look deleted.
 */
import { CodeArtsError } from "./errors";

/** How one list pages. */
export interface Paging {
  /** Query parameter that says which page. */
  page: string;
  /** Query parameter that says how many rows. */
  size: string;
  /** Rows a page holds at most. */
  limit: number;
  /** First value of `page`, and whether it counts pages or rows. */
  first: number;
  counts: "pages" | "rows";
  /** Field with the rows, and the one with their number in the whole list. */
  rows: string;
  total: string | null;
  /** Fields that tell one row from another. */
  identity: readonly string[];
  /** The contract types page and size as text. */
  asText?: boolean;
}

export type FetchPage = (query: Record<string, number | string>) => Promise<unknown>;

/** Pages without a new row before a list counts as endless. */
const patience = 2;
/** A list that changes between two pages is read again so often. */
const rereads = 2;
/** 10,000 jobs of a tenant fill 100 pages; a list this long has no end. */
const mostPages = 1_000;

export async function* pages(name: string, paging: Paging, fetchPage: FetchPage): AsyncGenerator<unknown> {
  const given = new Set<string>();
  let counts = { declared: 0, read: 0 };
  for (let reading = 0; reading <= rereads; reading += 1) {
    counts = yield* onePass(name, paging, fetchPage, given);
    if (counts.read >= counts.declared) return;
  }
  const { declared, read } = counts;
  throw unbelievable(
    name,
    `says that it has ${declared} rows and gave ${read} of them. Either they changed while they were read, then try again; or these credentials may not see all of them; or the answer is damaged`,
  );
}

/** Reads the list once and gives the rows that no pass gave before. At its end: how many rows the list had when the pass began, and how many came. */
async function* onePass(
  name: string,
  paging: Paging,
  fetchPage: FetchPage,
  given: Set<string>,
): AsyncGenerator<unknown, { declared: number; read: number }> {
  const read = new Set<string>();
  let position = paging.first;
  let declared: number | undefined;
  let stale = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const { rows, total } = pageOf(name, paging, await fetchPage(queryFor(paging, position)));
    // A row that is deleted during the pass moves its successors up, past the page that is asked for next: the first total decides.
    declared ??= total;
    const before = read.size;
    for (const [key, row] of rows) {
      read.add(key);
      if (remember(given, key)) yield row;
    }
    const isLast = total === undefined ? rows.size < paging.limit : read.size >= total;
    if (rows.size === 0 || isLast) return { declared: declared ?? 0, read: read.size };
    stale = read.size === before ? stale + 1 : 0;
    if (stale >= patience) break;
    position += paging.counts === "pages" ? 1 : rows.size;
  }
  throw unbelievable(name, `has no end: page after page it answers rows that were there before. ${read.size} rows were read`);
}

function unbelievable(name: string, what: string): CodeArtsError {
  return new CodeArtsError({ kind: "invalidAnswer", message: `${name} ${what}.`, operation: name });
}

function queryFor({ page, size, limit, asText }: Paging, position: number): Record<string, number | string> {
  return asText ? { [page]: String(position), [size]: String(limit) } : { [page]: position, [size]: limit };
}

/** The rows of one page by what tells them apart. An empty list says so: by a list without rows and, where it has one, a total of 0. */
function pageOf(name: string, paging: Paging, answer: unknown): { rows: Map<string, unknown>; total?: number } {
  const list = valueAt(answer, paging.rows);
  if (!Array.isArray(list)) throw unbelievable(name, `should answer a list as ${paging.rows}; it is ${nameOf(list)}`);
  const rows = new Map<string, unknown>();
  for (const row of list) {
    const key = identityOf(row, paging);
    if (key === undefined) throw unbelievable(name, `answers a row of ${paging.rows} without ${paging.identity.join(" or ")}`);
    if (rows.has(key)) throw unbelievable(name, `answers the row ${key} of ${paging.rows} twice on one page`);
    rows.set(key, row);
  }
  const total = totalOf(name, paging, answer);
  if (total !== undefined && total < rows.size)
    throw unbelievable(name, `says that it has ${total} rows and gave ${rows.size} on one page`);
  return { rows, total };
}

function totalOf(name: string, paging: Paging, answer: unknown): number | undefined {
  const total = paging.total === null ? undefined : valueAt(answer, paging.total);
  if (total === undefined || total === null || total === "") return undefined;
  const count = typeof total === "number" || typeof total === "string" ? Number(total) : Number.NaN;
  if (Number.isInteger(count) && count >= 0) return count;
  throw unbelievable(name, `should answer a count of rows as ${paging.total}; it is ${nameOf(total)}`);
}

const nameOf = (value: unknown): string =>
  value === undefined ? "missing" : value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((at: unknown, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value);
}

/** Undefined for a row that nobody could find again. */
function identityOf(row: unknown, { identity }: Paging): string | undefined {
  const parts = identity.map((field) => valueAt(row, field)).filter((part) => part !== undefined && part !== null && part !== "");
  return parts.length > 0 ? parts.join("/") : undefined;
}

function remember(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
