/** The last requests and responses; secrets are masked when shown. */
import type { Problem } from "./contract/validate";
import { maskHeaders, maskUrl, maskValue } from "./mask";
import { markIntegers } from "./server/integers";

export interface JournalEntry {
  number: number;
  /** Machine time, ISO 8601. */
  at: string;
  service: string;
  /** Absent if no operation has this method and path. */
  operation?: string;
  method: string;
  url: string;
  /** Status of the response; 0 if the connection was closed before one. */
  status: number;
  milliseconds: number;
  user?: string;
  requestId: string;
  errorCode?: string;
  /** Violations of the contract by the request. */
  problems: Problem[];
  /** Violations of the contract by the response; only with `checkAnswers`. */
  answerProblems: Problem[];
  unknownFields: string[];
  fault?: string;
  requestHeaders: Record<string, unknown>;
  requestBody?: unknown;
  answerBody?: unknown;
}

export interface JournalFilter {
  operation?: string;
  method?: string;
  status?: number;
  since?: number;
  failed?: boolean;
}

/** The body of a response, as JSON text or by its length. */
export type Answered = { json: string } | { bytes: number };

export type NewEntry = Omit<JournalEntry, "number" | "answerBody"> & { answerBody: Answered | undefined };

export interface Journal {
  add(entry: NewEntry, privateNames: ReadonlySet<string>): void;
  list(filter?: JournalFilter): JournalEntry[];
  clear(): void;
}

interface Kept {
  entry: NewEntry & { number: number };
  privateNames: ReadonlySet<string>;
}

function shown({ entry, privateNames }: Kept): JournalEntry {
  return {
    ...entry,
    url: maskUrl(entry.url),
    requestHeaders: maskHeaders(entry.requestHeaders),
    requestBody: maskValue(entry.requestBody, privateNames),
    answerBody: shownBody(entry.answerBody, privateNames),
  };
}

function shownBody(body: Answered | undefined, privateNames: ReadonlySet<string>): unknown {
  if (!body) return undefined;
  return "json" in body ? maskValue(JSON.parse(markIntegers(body.json)), privateNames) : `<${body.bytes} bytes>`;
}

function matches(entry: NewEntry & { number: number }, filter: JournalFilter): boolean {
  return (
    (filter.operation === undefined || entry.operation === filter.operation) &&
    (filter.method === undefined || entry.method === filter.method) &&
    (filter.status === undefined || entry.status === filter.status) &&
    (filter.since === undefined || entry.number > filter.since) &&
    (!filter.failed || entry.problems.length > 0 || entry.unknownFields.length > 0 || entry.status >= 400 || entry.status === 0)
  );
}

export function createJournal(limit: number): Journal {
  let kept: Kept[] = [];
  let count = 0;
  return {
    add(entry, privateNames) {
      count += 1;
      kept.push({ entry: { number: count, ...entry }, privateNames });
      if (kept.length > limit * 1.25) kept = kept.slice(-limit);
    },
    list: (filter = {}) =>
      kept
        .slice(-limit)
        .filter((row) => matches(row.entry, filter))
        .map(shown),
    clear() {
      kept = [];
      count = 0;
    },
  };
}
