/** Builds a request from the operation's row, and refuses invalid values before anything is sent. */
import { inputError } from "./errors";
import { projectIdPattern } from "./generated/operations";
import { writeJson } from "./json";
import { writeMultipart } from "./multipart";
import type { Operation, OperationInput } from "./operation";
import { encode } from "./sign";

export interface Prepared {
  method: string;
  /** Path with values and query, without the host. */
  target: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** Path values are ids and words: anything that could change the path is refused. */
const pathValue = /^[A-Za-z0-9_-]{1,128}$/;
/** Describes projectIdPattern. */
export const projectIdWords = "32 digits and lower-case letters";

export function prepare(name: string, operation: Operation, input: OperationInput): Prepared {
  checkProject(name, input);
  const query = queryOf(name, operation, input.query ?? {});
  const target = pathOf(name, operation, input.path ?? {}) + (query === "" ? "" : `?${query}`);
  const { method } = operation;
  // Existing clients send a JSON content type with every call, even without a body.
  const headers = { "Content-Type": "application/json" };
  if (operation.request === null) {
    if (input.body !== undefined) throw inputError(`${name} takes no body.`, name);
    return { method, target, headers };
  }
  if (input.body === undefined || input.body === null) throw inputError(`${name} needs a body.`, name);
  if (operation.request === "json") return { method, target, headers, body: Buffer.from(writeJson(input.body)) };
  const form = writeMultipart({ ...Object(input.body) });
  return { method, target, headers: { "Content-Type": form.contentType }, body: form.body };
}

function pathOf(name: string, operation: Operation, values: Record<string, unknown>): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined || value === null || value === "") throw inputError(`${name} needs ${key}, which is missing.`, name);
    const text = String(value);
    if (!pathValue.test(text)) {
      throw inputError(
        `${name}: ${key} "${text.slice(0, 140)}" is not an id: only letters, digits, "_" and "-" are allowed.`,
        name,
      );
    }
    return text;
  });
  const unknown = Object.keys(values).find((key) => !operation.path.includes(`{${key}}`));
  if (unknown !== undefined) throw inputError(`${name} has no path value ${unknown}; its path is ${operation.path}.`, name);
  return path;
}

function queryOf(name: string, operation: Operation, values: Record<string, unknown>): string {
  for (const [key, required] of Object.entries(operation.query)) {
    const missing = values[key] === undefined || values[key] === null;
    if (required && missing) throw inputError(`${name} needs the query value ${key}, which is missing.`, name);
  }
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (!(key in operation.query)) {
      const known = Object.keys(operation.query).join(", ") || "none";
      throw inputError(`${name} has no query value ${key}. Known: ${known}.`, name);
    }
    const entries: unknown[] = Array.isArray(value) ? value : [value];
    for (const entry of entries) {
      if (entry !== undefined && entry !== null) pairs.push(`${encode(key)}=${encode(String(entry))}`);
    }
  }
  return pairs.join("&");
}

/** Catches a wrong project id before the service answers with a confusing error. */
function checkProject(name: string, { path, query, body }: OperationInput): void {
  const places: unknown[] = [path, query, body];
  for (const place of places) {
    if (typeof place !== "object" || place === null || !("project_id" in place)) continue;
    const id = place.project_id;
    if (id === undefined || id === null || (typeof id === "string" && projectIdPattern.test(id))) continue;
    throw inputError(`${name}: project id "${String(id).slice(0, 140)}" is wrong: it must be ${projectIdWords}.`, name);
  }
}
