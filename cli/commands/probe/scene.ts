/** The context of the questions. */
import type { CodeArtsError } from "../../../provider/client/errors";
import { isObject, own } from "../../../provider/lifecycle/values";
import type { Reply, Send } from "./calls";

/** The answer to a question: a value for the reading, or why none was found. */
export type ReadingAnswer = { readonly value: string } | { readonly why: string };
export type ReadingAnswers = { readonly [reading: string]: ReadingAnswer };

/** Questions that share their objects. */
export interface QuestionGroup {
  readonly readings: readonly string[];
  /** It starts builds. */
  readonly builds?: boolean;
  ask(scene: Scene): Promise<ReadingAnswers>;
}

export interface Scene {
  readonly send: Send;
  readonly projectId: string;
  /** An unused name with the prefix of this probe. */
  name(): string;
}

/** The service refused what the questions of this part depend on. */
export class Refused extends Error {
  constructor(readonly error: CodeArtsError) {
    super(refusal(error));
  }
}

/** The service's message may contain names and ids; its code does not. */
export const refusal = ({ operation = "the call", code, status }: CodeArtsError): string =>
  `${operation} was refused${code === undefined ? "" : ` with ${code}`}${status === undefined ? "" : ` (HTTP ${status})`}`;

export function must(heard: Reply): Reply {
  if (heard.error) throw new Refused(heard.error);
  return heard;
}

export const found = (value: string): ReadingAnswer => ({ value });
export const unclear = (why: string): ReadingAnswer => ({ why });

/** One of these values, or why there is none. */
export function oneOf(choices: { readonly [value: string]: boolean }, seen: string): ReadingAnswer {
  const [only, ...others] = Object.keys(choices).filter((value) => choices[value]);
  return only === undefined || others.length > 0 ? unclear(seen) : found(only);
}

export function dig(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isObject(inner) ? own(inner, String(key)) : undefined;
  }, value);
}

/** The result of an envelope, or the body itself. */
export const resultOf = ({ body }: Reply): unknown => (isObject(body) && "result" in body ? body.result : body);

export const listAt = (value: unknown, ...path: (string | number)[]): unknown[] => {
  const there = dig(value, ...path);
  return Array.isArray(there) ? there : [];
};

export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";

export type LiveConfig = { readonly [field: string]: unknown };

/** A minimal job whose only step does nothing. */
export const jobBody = (scene: Scene, name: string, extra: LiveConfig = {}) => ({
  arch: "x86-64" as const,
  project_id: scene.projectId,
  job_name: name,
  steps: [],
  ...extra,
});

export const shell = (command: string) => ({
  module_id: "devcloud2018.codeci_action_20017.action",
  name: "Probe",
  enable: true,
  properties: { image: "shell4.2.46-git1.8.3-zip6.00", command },
});

export async function createJob(scene: Scene, extra: LiveConfig = {}, name = scene.name()): Promise<string> {
  return String(dig(resultOf(must(await scene.send("createJob", { body: jobBody(scene, name, extra) }))), "job_id"));
}

export async function configOf(scene: Scene, id: string, all?: "true" | "false"): Promise<LiveConfig> {
  const query = all === undefined ? {} : { get_all_params: all };
  const result = resultOf(must(await scene.send("getJobConfig", { path: { job_id: id }, query })));
  return isObject(result) ? result : {};
}

/** A parameter with these attributes. */
export const parameter = (attributes: { [name: string]: string }, limits?: readonly string[]) => ({
  name: "hudson.model.StringParameterDefinition",
  params: Object.entries(attributes).map(([name, value]) => ({
    name,
    value,
    ...(limits &&
      name === "defaultValue" && { limits: limits.map((limit) => ({ disable: "0", display_name: limit, name: limit })) }),
  })),
});

/** Parameters of a configuration as maps of their attributes. */
export const parametersOf = (config: LiveConfig): { [attribute: string]: unknown }[] =>
  listAt(config, "parameters").map((one) =>
    Object.fromEntries(listAt(one, "params").map((pair) => [String(dig(pair, "name")), dig(pair, "value")])),
  );
