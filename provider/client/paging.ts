/**
 * Lists page in five ways; here they are one async iterator. It ends at the declared total, gives no row twice when the list moves under
 * it, reads the list again when rows slipped past, and gives up on a list that has no end.
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
/** A list that moves is read again so often. */
const rereads = 2;
/** 10,000 jobs of a tenant fill 100 pages; a list this long has no end. */
const mostPages = 1_000;

export async function* pages(name: string, paging: Paging, fetchPage: FetchPage): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  for (let reading = 0; reading <= rereads; reading += 1) {
    const before = seen.size;
    const total = yield* onePass(name, paging, fetchPage, seen);
    // A row that was deleted while we read moved its successors up, past the page that we asked for next.
    if (total === undefined || seen.size >= total || (reading > 0 && seen.size === before)) return;
  }
}

/** Reads the list once; gives the rows not seen before, and at its end the total that the list declares. */
async function* onePass(
  name: string,
  paging: Paging,
  fetchPage: FetchPage,
  seen: Set<string>,
): AsyncGenerator<unknown, number | undefined> {
  let position = paging.first;
  let read = 0;
  let stale = 0;
  const firstPass = seen.size === 0;
  for (let page = 0; page < mostPages; page += 1) {
    const { rows, total } = pageOf(name, paging, await fetchPage(queryFor(paging, position)));
    let fresh = 0;
    for (const row of rows) {
      if (!remember(seen, identityOf(row, paging))) continue;
      fresh += 1;
      yield row;
    }
    read += rows.length;
    const isLast = total === undefined ? rows.length < paging.limit : seen.size >= total || (!firstPass && read >= total);
    if (rows.length === 0 || isLast) return total;
    stale = fresh === 0 ? stale + 1 : 0;
    if (firstPass && stale >= patience) break;
    position += paging.counts === "pages" ? 1 : rows.length;
  }
  const message = `${name} has no end: page after page it answers rows that were there before. ${seen.size} rows were read.`;
  throw new CodeArtsError({ kind: "invalidAnswer", message, operation: name });
}

function queryFor({ page, size, limit, asText }: Paging, position: number): Record<string, number | string> {
  return asText ? { [page]: String(position), [size]: String(limit) } : { [page]: position, [size]: limit };
}

function pageOf(name: string, paging: Paging, answer: unknown): { rows: unknown[]; total?: number } {
  const rows = valueAt(answer, paging.rows) ?? [];
  const total = paging.total === null ? undefined : valueAt(answer, paging.total);
  if (!Array.isArray(rows) || (rows.length === 0 && answer === undefined)) {
    const message = `${name}: ${paging.rows} should be a list and is ${typeof rows}.`;
    throw new CodeArtsError({ kind: "invalidAnswer", message, operation: name });
  }
  const count = typeof total === "string" && total !== "" ? Number(total) : total;
  return { rows, total: typeof count === "number" && Number.isFinite(count) ? count : undefined };
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((at: unknown, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), value);
}

/** A row without any identity is told from others by all that it holds. */
function identityOf(row: unknown, { identity }: Paging): string {
  const parts = identity.map((field) => valueAt(row, field)).filter((part) => part !== undefined && part !== null);
  return parts.length > 0
    ? parts.join("/")
    : JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value));
}

function remember(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
