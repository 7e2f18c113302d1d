/**
 * Creates sent from this machine that are not yet known to be in state: one small file each, written before the call and removed
 * when it is refused or when a later run finds the id in state. Names and times, no values.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../client/errors";
import { pulumiHome } from "../config";
import { classOfType, splitUrn } from "../pulumi-wire";
import { type Origin, stackOf } from "./origin";
import { isObject } from "./values";

/** Entries older than this are removed. */
const longest = 7 * 24 * 3600 * 1000;

export interface Entry {
  /** By this machine's clock. */
  readonly sentAt: number;
  /** Seconds since the machine's start: whether its clock was set meanwhile shows by them. */
  readonly upAt?: number;
  /** Milliseconds that the service's clock was ahead, if known from a response. */
  readonly offset?: number;
  /** Ids of equal objects that existed before. */
  readonly others?: readonly string[];
  /** The object's id, if the service answered. */
  readonly id?: string;
}

/** The record of one create. */
export interface Trail {
  /** Entry of an earlier run. */
  readonly earlier: Entry | undefined;
  sent(entry: Entry): void;
  answered(id: string): void;
  /** The request created nothing; an earlier run's entry stays if nothing was sent. */
  refused(): void;
}

export interface Journal {
  trail(origin: Origin | undefined, name: string): Trail;
  /** The id is in state, so the create is complete. */
  recorded(origin: Origin | undefined, name: string, id: string): void;
  /** Another stack on this machine that has made an object, as far as its entry is still there. */
  otherStack(origin: Origin | undefined, id: string): string | undefined;
}

const noTrail: Trail = { earlier: undefined, sent: () => {}, answered: () => {}, refused: () => {} };

/** `warn` is called once if the folder cannot be used: then only this run knows what it has sent. */
export function openJournal(warn: (line: string) => void): Journal {
  const folders = new Map<string, Folder>();
  const folderOf = (origin: Origin): Folder => {
    const stack = stackOf(origin);
    const folder = folders.get(stack) ?? openFolder(stack, warn);
    folders.set(stack, folder);
    return folder;
  };
  return {
    trail(origin, name) {
      if (!origin) return noTrail;
      const folder = folderOf(origin);
      const file = fileOf(origin, name);
      let last: Entry | undefined;
      const put = (entry: Entry) => {
        last = entry;
        folder.write(file, { stack: stackOf(origin), urn: origin.urn, ...entry });
      };
      return {
        earlier: folder.read(file),
        sent: put,
        answered: (id) => last && last.id !== id && put({ ...last, id }),
        refused: () => last && folder.remove(file),
      };
    },
    recorded(origin, name, id) {
      if (!origin) return;
      const folder = folderOf(origin);
      const file = fileOf(origin, name);
      if (folder.read(file)?.id === id) folder.remove(file);
    },
    otherStack: (origin, id) => stackWith(id, origin && classOfType(splitUrn(origin.urn).type), origin && stackOf(origin)),
  };
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
const fileOf = ({ urn }: Origin, name: string) => `${digest(JSON.stringify([urn, name]))}.json`;

interface Folder {
  read(file: string): Entry | undefined;
  write(file: string, entry: object): void;
  remove(file: string): void;
}

function openFolder(stack: string, warn: (line: string) => void): Folder {
  const path = join(pulumiHome(), "codearts", "creates", digest(stack));
  const files = recentFiles(path);
  let works = true;
  const trying = (work: () => void) => {
    if (!works) return;
    try {
      work();
    } catch (error) {
      works = false;
      const why = codeOf(error) ?? String(error);
      warn(`${path} cannot be written (${why}): if this deployment is killed, the next one cannot find out what it created`);
    }
  };
  return {
    read: (file) => (files.has(file) ? entryIn(join(path, file)) : undefined),
    write: (file, entry) =>
      trying(() => {
        if (files.size === 0) mkdirSync(path, { recursive: true, mode: 0o700 });
        // Written to a temporary file and renamed, so that a kill leaves either the old or the new text.
        writeFileSync(join(path, `${file}.new`), JSON.stringify(entry), { mode: 0o600 });
        renameSync(join(path, `${file}.new`), join(path, file));
        files.add(file);
      }),
    remove(file) {
      if (files.has(file)) trying(() => rmSync(join(path, file), { force: true }));
      files.delete(file);
    },
  };
}

/** The files of the folder; removes those that are too old. */
function recentFiles(path: string): Set<string> {
  const files = new Set<string>();
  try {
    for (const file of readdirSync(path)) {
      if (Date.now() - statSync(join(path, file)).mtimeMs < longest) files.add(file);
      else rmSync(join(path, file), { force: true });
    }
  } catch {
    // No folder yet, or another process removed a file: continue with what was found.
  }
  return files;
}

function entryIn(path: string): Entry | undefined {
  const { sentAt, upAt, offset, others, id }: Record<string, unknown> = jsonIn(path) ?? {};
  if (typeof sentAt !== "number") return undefined;
  return {
    sentAt,
    ...(typeof upAt === "number" && { upAt }),
    ...(Array.isArray(others) && { others: others.map(String) }),
    ...(typeof offset === "number" && { offset }),
    ...(typeof id === "string" && id !== "" && { id }),
  };
}

function jsonIn(path: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isObject(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** The stack whose entry has an id, other than one's own. */
function stackWith(id: string, kind: string | undefined, own: string | undefined): string | undefined {
  const all = join(pulumiHome(), "codearts", "creates");
  for (const path of filesIn(all).flatMap((folder) => filesIn(join(all, folder)).map((file) => join(all, folder, file)))) {
    const { stack, urn, id: made }: Record<string, unknown> = jsonIn(path) ?? {};
    if (made !== id || stack === own || typeof stack !== "string" || typeof urn !== "string") continue;
    if (classOfType(splitUrn(urn).type) === kind) return stack;
  }
  return undefined;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
