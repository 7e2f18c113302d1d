/** Checks values for a build's parameters against what the job declares. */
import { CliError } from "../../lib/terminal";

export interface DeclaredParameter {
  name: string;
  default?: string;
  options?: string[];
  /** Can be set at run time. */
  runtime: boolean;
  private: boolean;
}

/** `name=value`; everything after the first `=` is the value. */
export function parseParameters(given: string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const entry of given) {
    const at = entry.indexOf("=");
    // The text may be the value, so it is not shown.
    if (at < 1) throw new CliError("--param: no name in front of a =; write it as name=value");
    const name = entry.slice(0, at);
    if (values.has(name)) throw new CliError(`--param ${name} is set twice`);
    values.set(name, entry.slice(at + 1));
  }
  return values;
}

/** Throws one error with all problems. Values of private parameters are not shown. */
export function checkGivenParameters(values: Map<string, string>, declared: DeclaredParameter[], job: string): void {
  const problems: string[] = [];
  for (const [name, value] of values) {
    const parameter = declared.find((candidate) => candidate.name === name);
    if (parameter === undefined) problems.push(`${name}: the job has no such parameter${didYouMean(name, declared)}`);
    else if (parameter.options !== undefined && !parameter.options.includes(value)) {
      const not = parameter.private ? "not one of the job's options" : `not one of ${parameter.options.join(", ")}`;
      problems.push(`${name}: ${parameter.private ? "the value" : JSON.stringify(value)} is ${not}`);
    } else if (value.length > 8192) problems.push(`${name}: ${value.length} characters; at most 8192`);
  }
  if (problems.length === 0) return;
  const head = `job ${JSON.stringify(job)}: ${problems.length === 1 ? "a parameter needs" : `${problems.length} parameters need`} a change`;
  const names = declared.map(({ name }) => name);
  const hint = names.length === 0 ? "it declares no parameters" : `it declares ${names.join(", ")}`;
  throw new CliError([head, ...problems, hint].join("\n  "));
}

/** Parameters not marked as run-time settings: they probably have no effect, but the service decides. */
export function fixedParameters(values: Map<string, string>, declared: DeclaredParameter[]): string[] {
  return declared.filter(({ name, runtime }) => values.has(name) && !runtime && name !== "codeBranch").map(({ name }) => name);
}

function didYouMean(name: string, declared: DeclaredParameter[]): string {
  const close = declared.find((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
  return close === undefined ? "" : `; did you mean ${close.name}?`;
}

/** Private run-time parameters without a value, to ask for. */
export function toAskFor(values: Map<string, string>, declared: DeclaredParameter[]): DeclaredParameter[] {
  return declared.filter((parameter) => parameter.private && parameter.runtime && !values.has(parameter.name));
}
