/**
 * One async iterator for the five forms of paging. It ends when all rows of the declared total have been read, returns no row
 * twice if the list changes between pages, and reads the list again if rows were missed. Inconsistent lists are an error: a list
 * read too short makes objects look deleted.
 */
import { CodeArtsError } from "./errors";

/** How one list is paged. */
export interface Paging {
  /** Query parameter of the page. */
  page: string;
  /** Query parameter of the page size. */
  size: string;
  /** Maximum rows per page. */
  limit: number;
  /** First value of `page`, and whether it counts pages or rows. */
  first: number;
  counts: "pages" | "rows";
  /** Field with the rows, and the one with their number in the whole list. */
  rows: string;
  total: string | null;
  /** Fields that identify a row. */
  identity: readonly string[];
  /** The contract defines page and size as strings. */
  asText?: boolean;
}

export type FetchPage = (query: Record<string, number | string>) => Promise<unknown>;

/** Consecutive pages without a new row after which a list counts as endless. */
const patience = 2;
/** How often a list that changes between two pages is read again. */
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
    `declares ${declared} rows and returned ${read} of them. Either the list changed while it was read (then try again), or these credentials may not see all rows, or the answer is damaged`,
  );
}

/** Reads the list once, yields rows not returned by earlier passes, and returns the total at the start and the number of rows read. */
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
    // A row deleted during the pass shifts later rows to pages already read, so the first total decides.
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
  throw unbelievable(name, `does not end: its pages repeat rows that were already returned. ${read.size} rows were read`);
}

function unbelievable(name: string, what: string): CodeArtsError {
  return new CodeArtsError({ kind: "invalidAnswer", message: `${name} ${what}.`, operation: name });
}

function queryFor({ page, size, limit, asText }: Paging, position: number): Record<string, number | string> {
  return asText ? { [page]: String(position), [size]: String(limit) } : { [page]: position, [size]: limit };
}

/** The rows of one page by identity. An empty list must be explicit: no rows and, if the list has a total, a total of 0. */
function pageOf(name: string, paging: Paging, answer: unknown): { rows: Map<string, unknown>; total?: number } {
  const list = valueAt(answer, paging.rows);
  if (!Array.isArray(list)) throw unbelievable(name, `should return a list as ${paging.rows}; it is ${typeIn(list)}`);
  const rows = new Map<string, unknown>();
  for (const row of list) {
    const key = identityOf(row, paging);
    if (key === undefined) throw unbelievable(name, `returns a row of ${paging.rows} without ${paging.identity.join(" or ")}`);
    if (rows.has(key)) throw unbelievable(name, `returns the row ${key} of ${paging.rows} twice on one page`);
    rows.set(key, row);
  }
  const total = totalOf(name, paging, answer);
  if (total !== undefined && total < rows.size)
    throw unbelievable(name, `declares ${total} rows and returned ${rows.size} on one page`);
  return { rows, total };
}

function totalOf(name: string, paging: Paging, answer: unknown): number | undefined {
  const total = paging.total === null ? undefined : valueAt(answer, paging.total);
  if (total === undefined || total === null || total === "") return undefined;
  const count = typeof total === "number" || typeof total === "string" ? Number(total) : Number.NaN;
  if (Number.isInteger(count) && count >= 0) return count;
  throw unbelievable(name, `should return a row count as ${paging.total}; it is ${typeIn(total)}`);
}

const typeIn = (value: unknown): string =>
  value === undefined ? "missing" : value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((at: unknown, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value);
}

/** Undefined for a row without identity. */
function identityOf(row: unknown, { identity }: Paging): string | undefined {
  const parts = identity.map((field) => valueAt(row, field)).filter((part) => part !== undefined && part !== null && part !== "");
  return parts.length > 0 ? parts.join("/") : undefined;
}

function remember(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
