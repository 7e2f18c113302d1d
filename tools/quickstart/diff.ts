import type { EngineStep } from "../pulumi/events";

/** One line per changed property: `steps["Test"].properties.command  npm test -> npm test -- --ci`. */
export function changedProperties(step: EngineStep): string[] {
  const before = inputsOf(step.metadata.old);
  const after = inputsOf(step.metadata.new);
  return Object.keys(step.diff).map((path) => `${named(path, after)}  ${shown(at(before, path))} -> ${shown(at(after, path))}`);
}

function inputsOf(state: { inputs?: unknown } | undefined): unknown {
  return state?.inputs ?? {};
}

/** The parts of a property path as the engine writes it: `steps[1].properties.command`, `parameters["a.b"].default`. */
function parts(path: string): (string | number)[] {
  const found = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...found].map(([, quoted, index, word]) => (index !== undefined ? Number(index) : (quoted ?? word ?? "")));
}

function at(value: unknown, path: string): unknown {
  return parts(path).reduce<unknown>((inner, part) => (inner as Record<string | number, unknown> | undefined)?.[part], value);
}

/** The path with step names in place of indexes. */
function named(path: string, inputs: unknown): string {
  return path.replace(/^(steps\[\d+\])/, (head) => {
    const { name } = (at(inputs, head) ?? {}) as { name?: string };
    return name === undefined ? head : `steps["${name}"]`;
  });
}

function shown(value: unknown): string {
  if (value === undefined) return "(none)";
  if (value !== null && typeof value === "object" && "4dabf18193072939515e22adb298388d" in value) return "[secret]";
  return typeof value === "string" ? value : JSON.stringify(value);
}
