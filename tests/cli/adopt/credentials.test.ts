/** A made-up credential wherever an object can hold one: in no file of the program, and sealed in what is imported. */
import { readEstate } from "../../../cli/commands/adopt/estate";
import { createImportResource } from "../../../cli/commands/adopt/import-file";
import type { KindName } from "../../../cli/commands/adopt/model";
import { writeProgram } from "../../../cli/commands/adopt/program";
import { isObject, isSecret } from "../../../provider/pulumi-wire";
import { clientOf } from "../../helpers/estate";
import { withSimulator } from "../../helpers/simulator";

jest.setTimeout(60_000);

const known = "glpat-MadeUp7pQ2vK9mXw4LrB";
const credentials = {
  parameter: "hunter2-parameter",
  short: "pw9",
  option: "hunter2-option",
  property: "hunter2-property",
  nested: "hunter2-nested",
  pair: "hunter2-pair",
  twin: "hunter2-twin",
  command: "hunter2-command",
  json: "hunter2-json",
  trigger: "hunter2-trigger",
  url: "hunter2-url",
  web: "hunter2-web",
  template: "hunter2-template",
  templateParameter: "hunter2-template-parameter",
  description: "hunter2-description",
  robot: "hunter2-robot",
  number: "918273645",
  known,
};

const definition = (name: string, defaultValue: string, limits?: string[]) => ({
  name: "hudson.model.StringParameterDefinition",
  params: [
    { name: "name", value: name },
    {
      name: "type",
      value: limits ? "customizeparam" : "normalparam",
      ...(limits && { limits: limits.map((text) => ({ disable: "0", display_name: text, name: text })) }),
    },
    { name: "defaultValue", value: defaultValue },
  ],
});

const step = (name: string, properties: object) => ({
  module_id: "devcloud2018.codeci_action_20043.action",
  name,
  enable: true,
  properties,
});

const steps = [
  step("Log in", {
    password: credentials.property,
    registry: { user: "robot", auth: { passphrase: credentials.nested, secretKey: Number(credentials.number) } },
    headers: [{ name: "Private-Token", value: credentials.pair }],
  }),
  step("Build", {
    command: `mvn -Ddb.password=${credentials.command} verify\nmvn deploy`,
    args: `{"password":"${credentials.json}"}`,
  }),
  step("Send", { command: `curl -H "PRIVATE-TOKEN: ${known}" https://example.invalid\nexit 0` }),
  step("Twin", { password: credentials.twin }),
  step("Twin", { password: credentials.twin }),
  step("Plain", {
    command: "docker login --password-stdin swr.example.invalid\ngit config credential.helper=store\ntoken=$TOKEN",
    secretName: "robot",
  }),
];

async function seed(simulator: Parameters<Parameters<typeof withSimulator>[0]>[0]): Promise<void> {
  const client = clientOf(simulator);
  const url = (secret: string) => `https://robot:${secret}@git.example.invalid/a.git`;
  const job = {
    project_id: simulator.projectId,
    job_name: "api",
    arch: "x86-64",
    parameters: [
      definition("dbPassword", credentials.parameter),
      definition("sshpass", credentials.short),
      definition("apiToken", credentials.option, [credentials.option, "other-one"]),
      definition("DEPLOY_TOKEN", "${HIDDEN}"),
      definition("channel", "beta"),
    ],
    steps,
    scms: [{ scm_type: "codehub", url: url(credentials.url), repo_id: "1", web_url: url(credentials.web), branch: "main" }],
    triggers: [{ name: "made.up.Trigger", parameters: [{ name: "authToken", value: credentials.trigger }] }],
  };
  const { job_id } = await client.jobs.create(job as never);
  await client.notices.update(String(job_id), {
    notice_type: "WECOM",
    enabled_event_type_names: ["buildJobFail"],
    param_config: JSON.stringify({ odd: credentials.robot }),
  } as never);
  await client.templates.create({
    name: "shared",
    description: `password: ${credentials.description}`,
    template: { steps: [step("Log in", { password: credentials.template })] },
    parameters: [definition("password", credentials.templateParameter)],
  } as never);
  const file = { name: "release.jks", content: Buffer.from("made-up bytes") };
  await client.keystores.upload({ privacy: "true", description: `passphrase=${credentials.description}`, file } as never);
}

/** What stands outside sealed values. */
function open(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(open);
  if (!isObject(value) || isSecret(value)) return [];
  return Object.values(value).flatMap(open);
}

test("no credential is in the program, and each is encrypted in the imported state", () =>
  withSimulator(async (simulator) => {
    await seed(simulator);
    const place = { client: clientOf(simulator), region: simulator.region };
    const kinds = new Set<KindName>(["buildJob", "notice", "buildTemplate", "keystore", "cicdConfiguration"]);
    const { objects, leftOut } = await readEstate(place, {
      projectIds: [simulator.projectId],
      kinds,
      matches: () => true,
      groups: [],
    });
    expect([leftOut, objects.length]).toEqual([[], 4]);
    const context = {
      region: simulator.region,
      projectId: simulator.projectId,
      takenResources: [],
      takenConfig: [],
      suffix: "",
      lift: true,
    };
    const program = writeProgram(objects, context);
    const code = [...program.files.values()].join("\n");
    const imported = program.declarations.map(createImportResource);
    for (const [place, credential] of Object.entries(credentials)) {
      expect({ place, inSource: code.includes(credential) }).toEqual({ place, inSource: false });
      expect({ place, imported: open(imported).some((text) => text.includes(credential)) }).toEqual({ place, imported: false });
      expect({ place, kept: program.secrets.some(({ value }) => value?.includes(credential)) }).toEqual({ place, kept: true });
    }
    // What only looks like one stays readable.
    expect(code).toContain("docker login --password-stdin");
    expect(code).toContain('secretName: "robot"');
    expect(code).toContain('DEPLOY_TOKEN: "${HIDDEN}"');
    expect(code).toContain('channel: "beta"');
    expect(code).toContain("config.requireSecretNumber(");
  }));
