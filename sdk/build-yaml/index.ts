import * as pulumi from "@pulumi/pulumi";
import { formatPath, isObject, type Path } from "../../provider/pulumi-wire";
import type { components } from "./generated/types";

type File = components["schemas"]["BuildYaml"];

/** The content of a build.yml, with the keys of the file. `version` defaults to 2.0, the only one. */
export type BuildYaml = Omit<File, "version"> & Partial<Pick<File, "version">>;

/** One step of a build.yml: exactly one keyword. */
export type BuildYamlStep = components["schemas"]["BuildYamlStep"];

/**
 * The text of a build.yml, for `.cloudbuild/build.yml` in the repository of a job with `definition: "YAML"`.
 *
 * ```ts
 * const text = codearts.buildYaml({
 *   steps: {
 *     PRE_BUILD: [{ checkout: { inputs: { url: "git@codehub.example.com:demo/api.git", branch: "main" } } }],
 *     BUILD: [{ maven: { image: "cloudbuild@maven3.9.5-jdk21", inputs: { command: "mvn -B verify" } } }],
 *   },
 * });
 * ```
 *
 * Errors: everything that the manual forbids, each with its path; a value that is an Output.
 */
export function buildYaml(file: BuildYaml): string {
  const { checkBuildYaml }: typeof import("./check") = require("./check");
  const { dump }: typeof import("js-yaml") = require("js-yaml");
  const late = outputIn(file);
  if (late !== undefined)
    throw new Error(
      `build.yml: ${formatPath(late)}: an Output; make the text where it is known: pulumi.output(value).apply((known) => codearts.buildYaml({ … }))`,
    );
  const { version: _, ...rest } = file;
  const errors = checkBuildYaml({ ...file, version: file.version ?? 2 }).filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Error(
      ["build.yml has errors:", ...errors.map(({ path, message }) => `  ${formatPath(path) || "the file"}: ${message}`)].join(
        "\n",
      ),
    );
  // A number would be written as 2, which the manual does not document.
  return `version: 2.0\n${dump(rest, { lineWidth: -1, noRefs: true, skipInvalid: true })}`;
}

/** Path of the first Output or promise. */
function outputIn(value: unknown, path: Path = []): Path | undefined {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return path;
  if (!isObject(value) && !Array.isArray(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = outputIn(item, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
