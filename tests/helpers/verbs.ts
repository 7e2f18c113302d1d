/** The verbs of one provider object, called one by one with what the engine would pass. Where a whole story is told, see one-resource.ts. */
import type * as pulumi from "@pulumi/pulumi";
import type { Simulator } from "codearts-simulator";
import { cross } from "./one-resource";

type Props = Record<string, unknown>;

/** What the engine keeps of a resource. */
export interface Held {
  id: string;
  inputs: Props;
  outputs: Props;
}

export interface Verbs {
  /** Checked inputs; throws what check finds wrong. */
  check(args: Props, old?: Props): Promise<Props>;
  create(args: Props): Promise<Held>;
  /** What a second `up` would do: nothing, an update, or a replacement because of these inputs. */
  diff(held: Held, args: Props): Promise<"same" | "update" | { replace: string[]; deleteFirst: boolean }>;
  /** Check, diff, and update where diff sees a difference. */
  update(held: Held, args: Props): Promise<Held>;
  /** undefined: the object is gone. */
  refresh(held: Held): Promise<Held | undefined>;
  remove(held: Held): Promise<void>;
}

let operations = 0;

/** Begins an operation of the engine: clients, shared lists and the like of an earlier one are gone. */
export async function begin(provider: pulumi.dynamic.ResourceProvider, simulator: Simulator, config: Props = {}): Promise<Verbs> {
  const { accessKey, secretKey } = simulator.credentials;
  const settings: Props = {
    region: simulator.region,
    accessKey,
    secretKey,
    endpoints: simulator.url,
    projectId: simulator.projectId,
    iamProjectId: simulator.iamProjectId,
    ...config,
  };
  // In one process, only another configuration makes another operation.
  operations += 1;
  settings.timeout ??= String(100 + (operations % 100));
  const get = (key: string) => settings[key.replace("codearts:", "")] as string;
  await provider.configure?.({ config: { get, require: get } });
  return verbsOf(provider);
}

function verbsOf(provider: pulumi.dynamic.ResourceProvider): Verbs {
  const must = <Name extends "check" | "diff" | "read" | "update" | "delete">(name: Name) => {
    const verb = provider[name];
    if (!verb) throw new Error(`the provider has no ${name}`);
    return verb.bind(provider) as NonNullable<pulumi.dynamic.ResourceProvider[Name]>;
  };
  const verbs: Verbs = {
    async check(args, old = {}) {
      const { inputs, failures } = await must("check")(cross(old), cross(JSON.parse(JSON.stringify(args)) as Props));
      if (failures?.length) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      return cross(inputs as Props);
    },
    async create(args) {
      const inputs = await verbs.check(args);
      const { id, outs } = await provider.create(inputs);
      return { id, inputs, outputs: cross(outs as Props) };
    },
    async diff(held, args) {
      const { changes, replaces, deleteBeforeReplace } = await must("diff")(
        held.id,
        held.outputs,
        await verbs.check(args, held.inputs),
      );
      if (changes === false) return "same";
      return replaces?.length ? { replace: [...replaces].sort(), deleteFirst: deleteBeforeReplace === true } : "update";
    },
    async update(held, args) {
      const inputs = await verbs.check(args, held.inputs);
      if ((await verbs.diff(held, args)) === "same") return held;
      const { outs } = await must("update")(held.id, held.outputs, inputs);
      return { id: held.id, inputs, outputs: cross(outs as Props) };
    },
    async refresh(held) {
      const answer = await must("read")(held.id, held.outputs);
      if (!answer.id) return undefined;
      const inputs = (answer as { inputs?: Props }).inputs;
      return { id: answer.id, inputs: inputs ? cross(inputs) : held.inputs, outputs: cross(answer.props as Props) };
    },
    remove: (held) => must("delete")(held.id, held.outputs),
  };
  return verbs;
}

/** Operations called since the journal was last cleared, in their order. */
export const operationsOf = (simulator: Simulator): string[] => simulator.journal().map(({ operation }) => String(operation));
