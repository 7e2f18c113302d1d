import { constructFromEvents, parseEvents, YAMLException } from "js-yaml";
import { formatPath } from "../../../provider/pulumi-wire";
import { checkBuildYaml } from "../../../sdk/build-yaml/check";
import { readTextFile } from "../../lib/json";
import { count, exitCodes, note, paint, printJson, printLine } from "../../lib/terminal";
import type { CheckYamlOptions } from "./options";
import { type Position, positionsOf } from "./positions";

interface Found extends Position {
  severity: "error" | "warning";
  /** Property path, such as `steps.BUILD[0].sh`; empty for the file. */
  path: string;
  message: string;
}

export function checkYaml({ file, json = false }: CheckYamlOptions): number {
  const findings = findingsOf(readTextFile(file));
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  if (json) printJson({ file, errors, warnings, findings });
  else {
    for (const { severity, line, column, path, message } of findings) {
      const word = paint(severity === "error" ? "red" : "yellow", severity);
      printLine(`${file}:${line}:${column}: ${word}: ${path === "" ? "" : `${path}: `}${message}`);
    }
    note(`${file}: ${count(errors, "error")}, ${count(warnings, "warning")}`);
  }
  return errors > 0 ? exitCodes.failed : exitCodes.ok;
}

/** Sorted by line. */
function findingsOf(text: string): Found[] {
  try {
    const events = parseEvents(text, {});
    const [file, ...others] = constructFromEvents(events, { source: text });
    if (others.length > 0)
      return [
        { severity: "error", line: 1, column: 1, path: "", message: `${others.length + 1} documents; a build.yml has one` },
      ];
    const placeOf = positionsOf(text, events);
    return checkBuildYaml(file)
      .map(({ severity, path, message }): Found => ({ severity, ...placeOf(path), path: formatPath(path), message }))
      .sort((a, b) => a.line - b.line || a.column - b.column);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    return [{ severity: "error", line: line + 1, column: column + 1, path: "", message: `no YAML: ${error.reason}` }];
  }
}
