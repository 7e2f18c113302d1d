/**
 * Two things that @pulumi/policy does not pass to rules: which values are Pulumi secrets (the engine sends marks that the
 * library removes), and the configuration of unknown rules. Both are observed without changing the library's behaviour.
 * tests/e2e/policies checks both with the real engine.
 */
import { createRequire } from "node:module";
import type { EnforcementLevel } from "@pulumi/policy";
import { isObject } from "../../provider/pulumi-wire";

/** The engine's configuration of one policy. */
export interface ConfiguredPolicy {
  level?: EnforcementLevel;
  settings: Record<string, unknown>;
}

type ConfigurationCheck = (configured: Map<string, ConfiguredPolicy>, policies: readonly string[]) => void;
type Method = (this: unknown, ...args: unknown[]) => unknown;

const markedTrees = new WeakMap<object, Record<string, unknown>>();
const observed = new WeakSet<object>();
const configurationChecks: ConfigurationCheck[] = [];
let policies: readonly string[] = [];

/** The inputs of a resource with their secret marks; undefined if they were not observed. */
export function markedInputs(props: Record<string, unknown>): Record<string, unknown> | undefined {
  const target = props.__getSpecialProxyTarget;
  return isObject(target) ? markedTrees.get(target) : undefined;
}

/** Whether the inputs came from the engine (not from a test or a file), so that the marks must be known. */
export function cameFromEngine(props: Record<string, unknown>): boolean {
  return props.__isSpecialProxy === true;
}

/** Calls `check` when the engine configures the pack, before the first resource. An error stops the preview. */
export function onConfigure(check: ConfigurationCheck): void {
  if (!configurationChecks.includes(check)) configurationChecks.push(check);
}

/** Observes the copy of @pulumi/policy beside this package and that of the running pack, which may differ. */
export function observePulumiPolicy(): void {
  for (const base of [__filename, `${process.cwd()}/_`]) observeFrom(createRequire(base));
}

function observeFrom(from: NodeJS.Require): void {
  let file: string;
  try {
    file = from.resolve("@pulumi/policy/deserialize");
  } catch {
    return; // Not installed: rules are used on files only, where secrets have visible marks.
  }
  observe(
    from(file),
    "deserializeProperties",
    (original) =>
      function (struct, ...rest) {
        const props = original.call(this, struct, ...rest);
        if (isObject(props)) rememberMarks(props, struct);
        return props;
      },
  );
  observeConfiguration(createRequire(file)("@pulumi/pulumi/proto/analyzer_pb"));
}

function rememberMarks(props: Record<string, unknown>, struct: unknown): void {
  if (!isObject(struct) || typeof struct.toJavaScript !== "function") return;
  const known = markedTrees.get(struct);
  const tree: unknown = known ?? struct.toJavaScript();
  if (!isObject(tree)) return;
  markedTrees.set(struct, tree);
  markedTrees.set(props, tree);
}

function observeConfiguration(messages: unknown): void {
  if (!isObject(messages)) return;
  const complete = new WeakSet<object>();
  observe(
    prototypeOf(messages.AnalyzerInfo),
    "setPoliciesList",
    (original) =>
      function (list, ...rest) {
        if (Array.isArray(list)) policies = list.map((info: { getName(): string }) => info.getName());
        return original.call(this, list, ...rest);
      },
  );
  // The message parser fills the map through the same method; only a completely parsed message is used.
  observe(
    messages.ConfigureAnalyzerRequest,
    "deserializeBinary",
    (original) =>
      function (...args) {
        const message = original.call(this, ...args);
        if (isObject(message)) complete.add(message);
        return message;
      },
  );
  observe(
    prototypeOf(messages.ConfigureAnalyzerRequest),
    "getPolicyconfigMap",
    (original) =>
      function (...args) {
        const map = original.call(this, ...args);
        if (isObject(this) && complete.has(this))
          for (const check of configurationChecks) check(readConfiguration(map), policies);
        return map;
      },
  );
}

/** In the order of the protocol's enum. */
const levels: readonly EnforcementLevel[] = ["advisory", "mandatory", "disabled", "remediate"];

interface ConfigurationEntry {
  getEnforcementlevel(): number;
  getProperties(): { toJavaScript(): Record<string, unknown> } | undefined;
}

function readConfiguration(map: unknown): Map<string, ConfiguredPolicy> {
  const configured = new Map<string, ConfiguredPolicy>();
  if (!isIterableMap(map)) return configured;
  for (const [name, entry] of map.entries()) {
    const settings = entry.getProperties()?.toJavaScript() ?? {};
    configured.set(name, { level: levels[entry.getEnforcementlevel()], settings });
  }
  return configured;
}

function isIterableMap(map: unknown): map is { entries(): Iterable<[string, ConfigurationEntry]> } {
  return isObject(map) && typeof map.entries === "function";
}

function prototypeOf(message: unknown): unknown {
  return typeof message === "function" ? message.prototype : undefined;
}

/** Wraps a method once. An object without it is not changed: rules that need the marks report it. */
function observe(owner: unknown, name: string, wrap: (original: Method) => Method): void {
  if ((typeof owner !== "object" && typeof owner !== "function") || owner === null || observed.has(owner)) return;
  const original: unknown = Reflect.get(owner, name);
  if (!isMethod(original)) return;
  observed.add(owner);
  Reflect.set(owner, name, wrap(original));
}

function isMethod(value: unknown): value is Method {
  return typeof value === "function";
}
