/**
 * Drives one provider object as the engine does: check, diff, then create, update or a replacement, with state between the
 * calls. Values cross the same protocol buffers as under the engine, so what these refuse or reorder shows here too.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Simulator } from "codearts-simulator";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Props = Record<string, unknown>;
type Provider = pulumi.dynamic.ResourceProvider;

export interface Driven {
  id: string;
  inputs: Props;
  outputs: Props;
  /** Why the object is half made. */
  initErrors?: string[];
}

export interface Step {
  operation: "create" | "same" | "update" | "replace";
  /** Property paths that differ between old and new inputs, as the engine's detailed diff has them. */
  paths: string[];
  replaces: string[];
  /** A replacement deletes the old object before it makes the new one. */
  deleteFirst?: boolean;
}

/** Which resource of which stack is driven. */
export interface Origin {
  stack: string;
  name: string;
}

/** A refusal of check, in the provider's words. */
export class CheckFailed extends Error {}

const secretKey = "4dabf18193072939515e22adb298388d";
const isObject = (value: unknown): value is Props => typeof value === "object" && value !== null && !Array.isArray(value);

/** A program that leaves an input undefined does not send it. */
const withoutUndefined = (props: Props): Props =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));

/** Through the wire and back; secrets arrive in clear. */
export function cross(props: Props): Props {
  const struct = Struct.fromJavaScript(props as Parameters<typeof Struct.fromJavaScript>[0]);
  return unwrap(Struct.deserializeBinary(struct.serializeBinary()).toJavaScript()) as Props;
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isObject(value)) return value;
  if (secretKey in value) return unwrap(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrap(item)]));
}

/** Paths whose values were marked as secret by the provider. */
export function secretPaths(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => secretPaths(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  if (secretKey in value) return [path];
  return Object.entries(value).flatMap(([key, item]) => secretPaths(item, path === "" ? key : `${path}.${key}`));
}

/** The stack configuration that points a provider at a simulator, with its demo account. */
export const configurationOf = (simulator: Simulator): Record<string, string> => ({
  "codearts:region": simulator.region,
  "codearts:projectId": simulator.projectId,
  "codearts:iamProjectId": simulator.iamProjectId,
  "codearts:accessKey": simulator.credentials.accessKey,
  "codearts:secretKey": simulator.credentials.secretKey,
  "codearts:endpoints": JSON.stringify(simulator.endpoints),
});

export interface Resource {
  state(): Driven | undefined;
  /** Another resource of the same program, under the same provider and so in the same run of the engine. */
  sibling(name: string): Promise<Resource>;
  readonly provider: Provider;
  /** Begins another operation of the engine, for calls of single verbs. */
  begin(): Promise<void>;
  /** What a program sends that declares these inputs. */
  program(inputs: Props): Props;
  /** Puts a state in place, as an import or another release would have left it. */
  setState(state: Driven | undefined): void;
  /** What check makes of the inputs, or CheckFailed. */
  check(inputs: Props): Promise<Props>;
  preview(inputs: Props): Promise<Step>;
  up(inputs: Props): Promise<Step>;
  /** Reads, and takes what was read into state. The paths are those of drift. */
  refresh(): Promise<{ gone: boolean; paths: string[] }>;
  destroy(): Promise<void>;
}

/** `answered` sees what the provider answers before secrets are taken out: check, create, update, read's outputs, read's inputs. */
export async function drive(
  provider: Provider,
  config: Record<string, string>,
  answered: (answer: unknown) => void = () => {},
  origin: Origin = { stack: "test", name: "api" },
): Promise<Resource> {
  let state: Driven | undefined;
  const begin = () => beginOperation(provider, config);
  await begin();
  const handle = { __provider: "text" };
  const urn = `urn:pulumi:${origin.stack}::e2e::pulumi-nodejs:dynamic/codearts:Any::${origin.name}`;
  const internal = { ...handle, __origin: { organization: "organization", urn } };

  const check = async (news: Props, olds: Props = state?.inputs ?? {}): Promise<Props> => {
    const answer = await provider.check?.(cross(olds), cross({ ...withoutUndefined(news), ...internal }));
    if (answer?.failures?.length) throw new CheckFailed(answer.failures.map((failure) => failure.reason).join("\n"));
    answered(answer?.inputs);
    return cross({ ...answer?.inputs, ...handle });
  };
  const compare = async (olds: Driven, news: Props): Promise<Step> => {
    const answer = await provider.diff?.(olds.id, cross(olds.outputs), cross(news));
    const paths = answer?.changes === false ? [] : differingPaths(olds.inputs, news);
    const replaces = answer?.replaces ?? [];
    if (paths.length === 0 && !olds.initErrors) return { operation: "same", paths, replaces: [] };
    if (replaces.length === 0) return { operation: "update", paths, replaces };
    return { operation: "replace", paths, replaces, ...(answer?.deleteBeforeReplace && { deleteFirst: true }) };
  };
  const create = async (inputs: Props): Promise<void> => {
    try {
      const made = await provider.create(cross(inputs));
      answered(made.outs);
      state = { id: made.id, inputs, outputs: cross({ ...made.outs, ...handle }) };
    } catch (error) {
      state = halfMade(error, inputs) ?? state;
      throw error;
    }
  };
  const plan = async (news: Props): Promise<{ step: Step; inputs: Props }> => {
    const inputs = await check(news);
    return { inputs, step: state ? await compare(state, inputs) : { operation: "create", paths: [], replaces: [] } };
  };

  return {
    state: () => state,
    provider,
    begin,
    program: (inputs) => cross({ ...withoutUndefined(inputs), ...internal }),
    sibling: (name) => drive(provider, config, answered, { ...origin, name }),
    setState: (next) => {
      state = next;
    },
    check,
    async preview(news) {
      await begin();
      return (await plan(news)).step;
    },
    async up(news) {
      await begin();
      const { step, inputs } = await plan(news);
      const old = state;
      if (step.operation === "create" || !old) await create(inputs);
      else if (step.operation === "replace") {
        const drop = () => provider.delete?.(old.id, cross(old.outputs));
        if (step.deleteFirst) await drop();
        await create(await check(news, {}));
        if (!step.deleteFirst) await drop();
      } else if (step.operation === "update") {
        try {
          const answer = await provider.update?.(old.id, cross(old.outputs), cross(inputs));
          answered(answer?.outs);
          state = { id: old.id, inputs, outputs: cross({ ...answer?.outs, ...handle }) };
        } catch (error) {
          state = halfMade(error, inputs) ?? state;
          throw error;
        }
      } else state = { ...old, inputs };
      return step;
    },
    async refresh() {
      if (!state) throw new Error("nothing to refresh");
      const before = state;
      await begin();
      const answer = await provider.read?.(before.id, cross(before.outputs));
      if (!answer?.id) {
        state = undefined;
        return { gone: true, paths: [] };
      }
      answered(answer.props);
      answered((answer as { inputs?: Props }).inputs);
      const inputs = cross({ ...(answer as { inputs?: Props }).inputs, ...handle });
      const next = { id: answer.id, inputs, outputs: cross({ ...answer.props, ...handle }) };
      // The engine asks what an `up` of the unchanged program would do, and shows the opposite.
      const step = await compare(next, before.inputs);
      state = next;
      return { gone: false, paths: step.paths };
    },
    async destroy() {
      if (!state) return;
      await begin();
      await provider.delete?.(state.id, cross(state.outputs));
      state = undefined;
    },
  };
}

let operations = 0;

/** An operation of the engine has a process of its own; in one process, only another configuration makes another operation. */
async function beginOperation(provider: Provider, config: Record<string, string>): Promise<void> {
  operations += 1;
  const values: Record<string, string> = { ...config, "codearts:timeout": String(100 + (operations % 1000)) };
  const get = (key: string) => values[key];
  await provider.configure?.({ config: { get, require: (key: string) => get(key) ?? "" } });
}

function halfMade(error: unknown, inputs: Props): Driven | undefined {
  if (!isObject(error) || typeof error.id !== "string") return undefined;
  const reasons = Array.isArray(error.reasons) ? error.reasons.map(String) : [];
  return { id: error.id, inputs, outputs: cross(error.properties as Props), initErrors: reasons };
}

/** As the engine compares inputs: no rules of ours. */
function differingPaths(one: unknown, other: unknown, path = ""): string[] {
  if (Array.isArray(one) && Array.isArray(other)) {
    const longest = Math.max(one.length, other.length);
    return Array.from({ length: longest }, (_, index) => differingPaths(one[index], other[index], `${path}[${index}]`)).flat();
  }
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differingPaths(one[key], other[key], path === "" ? key : `${path}.${key}`));
  }
  return one === other ? [] : [path];
}
