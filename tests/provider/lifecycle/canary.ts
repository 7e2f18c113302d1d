/**
 * A canary in every text of every kind, one at a time, secret because the program says so or by its nature. Everything is done with
 * the object that can be done, the console copies the secret elsewhere, and the service repeats it in refusals. Whatever leaves the
 * provider outside a secret mark is searched for the canary in every form.
 */
import type { dynamic } from "@pulumi/pulumi";
import type { Client } from "../../../provider/client";
import { isObject, isSecret } from "../../../provider/pulumi-wire";
import { sendableConfig } from "../../../tools/lib/console";
import { configurationOf, cross } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";
import { buildJobContract } from "./build-job";
import { buildRunContract } from "./build-run";
import { buildTemplateContract } from "./build-template";
import { cicdConfigurationContract } from "./cicd-configuration";
import { type Contract, clientOf, type Service } from "./contract";
import { jobGroupContract } from "./job-group";
import { keystoreContract } from "./keystore";
import { noticeContract } from "./notice";

type Props = Record<string, unknown>;
type Path = (string | number)[];

/** Texts of a canary, the first that an input takes counts; each has what some form writes differently. */
const canaries = [
  "CANARY-7f3a9c51 \"q\" 'n' a/b+c&d<e>?ä",
  "https://robot.example.invalid/send?access_token=CANARY-7f3a9c51%2Fa",
  Buffer.from("CANARY-7f3a9c51 \"q\" 'n' a/b+c&d").toString("base64"),
  "CANARY-7f3a9c51",
  "CANARY-7f3a9c51.jks",
];

/** In the middle of every canary. */
const core = "CANARY-7f3a9c51";

/** The forms in which a canary travels, as they are written by hand. */
function formsOf(canary: string): string[] {
  const json = JSON.stringify(canary).slice(1, -1);
  return [
    canary,
    encodeURIComponent(canary),
    encodeURIComponent(canary).replace(/%../g, (code) => code.toLowerCase()),
    json,
    JSON.stringify(json).slice(1, -1),
    canary.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    Buffer.from(canary).toString("base64"),
    Buffer.from(canary).toString("base64url"),
    Buffer.from(`user:${canary}`).toString("base64"),
    Buffer.from(`robot:${canary}`).toString("base64"),
    Buffer.from(canary).toString("hex"),
  ];
}

/** What stands outside secret marks: texts and keys. */
function openTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(openTexts);
  if (!isObject(value) || isSecret(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...openTexts(item)]);
}

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

function put(value: unknown, [head, ...rest]: Path, text: string): unknown {
  if (head === undefined) return text;
  if (Array.isArray(value)) return value.map((item, index) => (index === head ? put(item, rest, text) : item));
  return { ...(value as Props), [head]: put((value as Props)[String(head)], rest, text) };
}

interface Kind {
  contract: Contract;
  inputs: Props;
  /** Inputs that are secret without anybody's saying so. */
  natural: RegExp;
  /** Someone else puts these texts wherever the console lets them. */
  copy?(service: Service, id: string, texts: string[]): Promise<unknown>;
}

const definition = (name: string, value: string, more: Record<string, string> = {}) => ({
  name: "hudson.model.StringParameterDefinition",
  params: Object.entries({ name, defaultValue: value, ...more }).map(([key, text]) => ({ name: key, value: text })),
});

/** Every step again under another name, a step with each text in a command, parameters, a repository and a trigger. */
async function copyInJob({ client }: Service, id: string, texts: string[]): Promise<unknown> {
  const config = await sendableConfig(client, id);
  const steps = config.steps as Props[];
  const parameters = config.parameters as { params: { name: string; value?: string }[] }[];
  const opened = parameters.map((one) => ({
    ...one,
    params: one.params.map((entry) => {
      if (entry.name === "sensitiveVar") return { ...entry, value: "false" };
      return entry.name === "defaultValue" && !entry.value?.includes("CANARY") ? { ...entry, value: texts[0] ?? "" } : entry;
    }),
  }));
  const login = `https://robot:${encodeURIComponent(texts[0] ?? "")}@git.example.invalid/a.git`;
  return client.jobs.update({
    ...config,
    job_id: id,
    steps: [
      ...texts.map((text) => ({
        module_id: "x.y",
        name: "Sent",
        enable: true,
        properties: { command: `send ${text} now`, list: [{ a: text }] },
      })),
      ...steps.map((step, index) => ({
        ...step,
        name: `Copy ${index}`,
        properties: { ...(step.properties as Props), more: texts },
      })),
      ...steps,
    ],
    parameters: [...opened, definition("copied", texts[0] ?? "")],
    scms: [...(config.scms as Props[]), { ...(config.scms as Props[])[0], repo_id: "999", url: login, web_url: login }],
    triggers: [...(config.triggers as Props[]), { name: "made.up", parameters: [{ name: "to", value: texts[0] }] }],
    madeUpField: { a: texts[0] },
  } as never);
}

const kinds: Kind[] = [
  {
    contract: buildJobContract,
    inputs: {
      ...buildJobContract.inputs,
      stepSecrets: { Upload: { authorizationUser: "x", auth: { password: "x", keys: ["x"] } } },
      parameters: {
        token: { default: "x", private: true },
        open: "x",
        full: { default: "x", description: "x", attributes: { custom: "x" } },
      },
      disabled: { reason: "x" },
    },
    natural: /^stepSecrets|^parameters\.token\.default$/,
    copy: copyInJob,
  },
  {
    contract: buildTemplateContract,
    inputs: { ...buildTemplateContract.inputs, stepSecrets: { "Maven build": { token: "x", auth: { password: "x" } } } },
    natural: /^stepSecrets/,
  },
  {
    contract: noticeContract,
    inputs: { ...noticeContract.inputs, signingKey: "x" },
    natural: /^(webhook|signingKey)$/,
    async copy({ client }, id, texts) {
      const [job = "", channel] = id.split("/");
      const param_config = JSON.stringify({ webhook_url: texts[0], signing_key: "theirs", other: texts });
      return client.notices.update(job, { notice_type: channel, enabled_event_type_names: [], param_config } as never);
    },
  },
  {
    contract: noticeContract,
    inputs: { channel: "FEISHU", events: [], paramConfig: "x" },
    natural: /^paramConfig$/,
  },
  {
    contract: keystoreContract,
    inputs: { ...keystoreContract.inputs, description: "x" },
    natural: /^content$/,
    copy: ({ client }, id, texts) =>
      client.keystores.update(id, { id, keystore_name: "release.jks", description: texts.join(" ").slice(0, 200), share: 0 }),
  },
  {
    contract: cicdConfigurationContract,
    inputs: cicdConfigurationContract.inputs,
    natural: /^command\.image\.loginPassword$/,
    copy: ({ client }, id, texts) =>
      client.cicd.modifyConfiguration(id, {
        vulnerability_blocklist: [texts[0] ?? ""],
        vulnerability_whitelist: [`CVE ${texts[0]}`],
        image_whitelist: texts,
      }),
  },
  {
    contract: buildRunContract,
    inputs: { ...buildRunContract.inputs, parameters: { token: "x", open: "y" }, triggers: ["x", { deep: ["x"] }], tag: "x" },
    natural: /^$/,
  },
  {
    contract: jobGroupContract,
    inputs: jobGroupContract.inputs,
    natural: /^$/,
    copy: ({ client, simulator }, id, texts) =>
      client.groups.update(simulator.projectId, { id, name: (texts.at(-1) ?? "").replace(/[^A-Za-z0-9]/g, "-").slice(0, 32) }),
  },
];

/** Where an object can hold secrets of which only its own program knows. */
const values =
  /properties|^stepSecrets|default$|^parameters\.(open|codeBranch)$|^triggers\.\d+\.parameters|webhook|signingKey|paramConfig|content/;

/** Runs the work while what is written to the terminal is kept. */
async function listening(work: () => Promise<void>): Promise<string> {
  const { write } = process.stderr;
  let said = "";
  process.stderr.write = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  try {
    await work();
  } finally {
    process.stderr.write = write;
  }
  return said;
}

/** Where the canary was seen; empty is right. */
async function leaks({ contract, inputs, natural, copy }: Kind, path: Path, providerOf: ProviderOf): Promise<string[]> {
  const found: string[] = [];
  const hints = natural.test(path.join(".")) ? {} : { __secretPaths: [path] };
  const provider = providerOf(contract);
  let canary = "";
  const look = (place: string, texts: string[]) => {
    for (const form of [...formsOf(canary), core]) {
      const text = texts.find((one) => one.includes(form));
      if (text !== undefined) found.push(`${place}: ${form} in ${text.slice(0, 200)}`);
    }
  };
  await withSimulator(async (simulator) => {
    const client: Client = clientOf(simulator);
    const service = { simulator, client };
    const begun = async () => {
      const config = configurationOf(simulator);
      const get = (key: string) => config[key];
      await provider.configure?.({ config: { get, require: (key: string) => get(key) ?? "" } });
    };
    const attempt = async (place: string, work: () => Promise<unknown>): Promise<Props | undefined> => {
      try {
        const answer = await work();
        look(place, openTexts(answer));
        return answer as Props;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        look(`${place} fails`, [error.message, String(error), String(error.stack), ...openTexts({ ...error })]);
        return undefined;
      }
    };
    const said = await listening(async () => {
      await begun();
      const parents = (await contract.prepare?.(service)) ?? {};
      let program: Props = {};
      let checked: Props | undefined;
      for (const text of canaries) {
        canary = text;
        program = { ...(put({ ...parents, ...inputs }, path, text) as Props), ...hints };
        const answer = (await attempt("check", async () => provider.check?.({}, cross(program)))) as
          | { inputs: Props; failures?: unknown[] }
          | undefined;
        checked = answer?.failures?.length ? undefined : answer?.inputs;
        if (checked) break;
      }
      if (!checked) return;
      const news = cross(checked);
      const echo = `no ${formsOf(canary).join(" no ")} ${JSON.stringify(JSON.stringify({ a: canary }))}`;
      const refuse = () =>
        simulator.setFaults([{ on: "*", respond: { status: 400, body: { error_code: "CB.1", error_msg: echo } } }]);
      await client.iamProjectId().catch(() => undefined);
      refuse();
      await attempt("create", () => provider.create(news));
      simulator.setFaults([
        { on: "*", respond: { status: 500, body: JSON.stringify({ error_code: "CB.1", error_msg: echo }) }, times: 1 },
      ]);
      await attempt("create", () => provider.create(news));
      simulator.setFaults([]);
      const made =
        (await attempt("create", () => provider.create(news))) ?? (await attempt("create", () => provider.create(news)));
      if (made === undefined) return;
      const id = String(made.id);
      const outs = cross(made.outs as Props);
      await attempt("diff", async () => provider.diff?.(id, outs, cross({ ...news, region: "cn-east-3" })));
      await attempt("read", async () => provider.read?.(id, outs));
      await copy?.(service, id, formsOf(canary));
      await begun();
      const read = (await attempt("read after the console", async () => provider.read?.(id, outs))) as
        | { props?: Props }
        | undefined;
      const later = cross(read?.props ?? outs);
      await copy?.(service, id, [...formsOf(canary), "x"]);
      await attempt("read again", async () => provider.read?.(id, later));
      if (values.test(path.join(".")))
        await attempt("get by another program", async () => provider.read?.(id, { region: simulator.region }));
      // A program that looks up its own object has declared it before, as the engine has asked for the difference.
      await attempt("diff", async () => provider.diff?.(id, outs, news));
      const got = (await attempt("get", async () => provider.read?.(id, { region: simulator.region }))) as
        | { props?: Props }
        | undefined;
      if (got?.props) await attempt("get again", async () => provider.read?.(id, cross(got.props as Props)));
      const rotated = (await provider.check?.({}, cross({ ...parents, ...inputs, ...hints })))?.inputs as Props;
      refuse();
      await attempt("read", async () => provider.read?.(id, later));
      await attempt("update", async () => provider.update?.(id, outs, cross(rotated)));
      await attempt("update", async () => provider.update?.(id, later, news));
      await attempt("delete", async () => provider.delete?.(id, later));
      simulator.setFaults([]);
      await attempt("update", async () => provider.update?.(id, later, news));
      await attempt("delete", async () => provider.delete?.(id, later));
    });
    look("stderr", [said]);
  });
  return found;
}

type ProviderOf = (contract: Contract) => dynamic.ResourceProvider;

/** `isChosen` leaves out what another run of the same search has looked at. */
export function describeCanary(providerOf: ProviderOf, isChosen: (path: Path) => boolean = () => true): void {
  const searched = kinds.map((kind, index) => {
    const paths = leaves(kind.inputs).filter(isChosen);
    return { name: `${kind.contract.kind} ${index}`, kind, paths: paths.map((path) => [path.join("."), path] as const) };
  });
  describe.each(searched.filter(({ paths }) => paths.length > 0))("$name", ({ kind, paths }) => {
    test.each(paths)(
      "%s",
      async (_name, path) => {
        expect(await leaks(kind, path, providerOf)).toEqual([]);
      },
      120_000,
    );
  });
}
