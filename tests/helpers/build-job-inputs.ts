/** Random build jobs, within what the service allows. */
import fc from "fast-check";
import type { BuildJobInputs } from "../../provider/kinds/build-job/inputs";

const letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789";
const word = (max: number, alphabet = letters) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: max }).map((parts) => parts.join(""));
const text = (max: number) =>
  fc.string({ maxLength: max }).filter((value) => !/\{\{|\{%|\{#/.test(value) && !/^\*+$/.test(value));

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    fc.string({ maxLength: 20 }),
    fc.constantFrom("10", "true", "12345678901234567890", "1.0", "", " \n"),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(word(8), tie("value"), { maxKeys: 3 }),
  ),
})).value;
const notAMask = (value: unknown) => typeof value !== "string" || !/^\*+$/.test(value);

const parameter = fc.oneof(
  text(40),
  fc.record(
    {
      default: text(40),
      description: fc.string({ maxLength: 20 }),
      runtime: fc.boolean(),
      private: fc.boolean(),
      attributes: fc.dictionary(fc.constantFrom("deletion", "defaults", "custom"), fc.constantFrom("true", "false", "odd"), {
        maxKeys: 2,
      }),
    },
    { requiredKeys: [] },
  ),
  fc.uniqueArray(text(12), { minLength: 1, maxLength: 4 }).map((options) => ({ default: options[0] ?? "", options })),
);
const reserved = /^(LD_PRELOAD|LD_LIBRARY_PATH|PATH|path|BASH_ENV|GIT_SSH_COMMAND|__proto__)$/;
const parameterName = fc
  .oneof(word(20, `${letters}_`), fc.constant("codeBranch"))
  .filter((name) => !reserved.test(name) && !name.startsWith("__"));
const parameters = fc
  .uniqueArray(fc.tuple(parameterName, parameter), { maxLength: 6, selector: ([name]) => name.toLowerCase() })
  .map((entries) => Object.fromEntries(entries));

const propertyName = word(12).filter((name) => name !== "preCondition" && name !== "serviceStepId");
const step = fc.record(
  {
    module: fc.constantFrom("devcloud2018.codeci_action_20043.action", "devcloud2018.codeci_action_20035.action", "x.y"),
    name: word(20, `${letters} 中文构建-_,;:./()`).filter((name) => name.trim() !== ""),
    version: fc.constantFrom("20231001.6", "1"),
    enabled: fc.boolean(),
    properties: fc.dictionary(propertyName, json.filter(notAMask), { maxKeys: 4 }),
  },
  { requiredKeys: ["module", "name"] },
);
const steps = fc.uniqueArray(step, { maxLength: 5, selector: (one) => one.name });

const scm = fc
  .record(
    {
      type: fc.constantFrom("codehub", "repo", "github", "gitee", "gerrit", "gitcode", "Repo", "git"),
      url: word(20).map((name) => `git@example.invalid:${name}.git`),
      branch: word(10),
      repositoryId: fc.integer({ min: 1, max: 2 ** 31 }).map(String),
      webUrl: word(10).map((name) => `https://example.invalid/${name}`),
      buildOnPush: fc.boolean(),
      lfs: fc.boolean(),
      ref: fc.constantFrom("branch", "tag", "commit"),
      depth: fc.integer({ min: 1, max: 25 }),
      endpointId: word(32),
      source: word(8),
      groupName: word(8),
      repositoryName: word(8),
    },
    { requiredKeys: ["type", "url", "repositoryId", "webUrl"] },
  )
  // A tag or commit needs its name.
  .map(({ ref, ...rest }) => (ref === undefined || rest.branch === undefined ? rest : { ...rest, ref }));

const schedule = fc.record(
  {
    cron: fc.constantFrom("0 2 * * *", "*/15 1-5 * * 1,2,3", "18 15 * * 1-5", "H H(0-7) 1 1 *", "@weekly"),
    timeZone: fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "UTC"),
    daylightSaving: fc.boolean(),
  },
  { requiredKeys: ["cron"] },
);
const timeout = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 240 }).map((minutes) => ({ minutes })),
  fc.integer({ min: 1, max: 14_400 }).map((seconds) => ({ seconds })),
);

/** Every input but those that say where and under which name the job is. */
export const settings = {
  arch: fc.constantFrom("x86-64" as const, "arm" as const),
  flavor: fc.constantFrom("2u8g", "4u8g", "8u16g"),
  hostType: fc.constantFrom("devcloud", "own-pool"),
  agentPool: fc.record(
    { id: word(8), name: word(12), resourceType: fc.constantFrom("self-hosted", "k8s") },
    { requiredKeys: ["id"] },
  ),
  agencyUrn: word(20, `${letters}:`),
  description: text(60).filter((value) => value.trim() !== ""),
  updateSubmodules: fc.boolean(),
  buildOnCodeUpdate: fc.boolean(),
  timeout,
  scms: fc.uniqueArray(scm, { maxLength: 3, selector: (one) => one.repositoryId }),
  parameters,
  steps,
  schedules: fc.uniqueArray(schedule, { maxLength: 3, selector: (one) => JSON.stringify(one) }),
  triggers: fc.array(
    fc.record(
      { name: word(10), parameters: fc.dictionary(word(8), fc.string({ maxLength: 10 }), { maxKeys: 2 }) },
      { requiredKeys: ["name"] },
    ),
    { maxLength: 2 },
  ),
  disabled: fc.oneof(
    fc.boolean(),
    word(10).map((reason) => ({ reason })),
  ),
};
export type Settings = { [K in keyof typeof settings]?: BuildJobInputs[K & keyof BuildJobInputs] };

export const buildJobSettings: fc.Arbitrary<Settings> = fc.record(settings, { requiredKeys: [] }) as fc.Arbitrary<Settings>;
