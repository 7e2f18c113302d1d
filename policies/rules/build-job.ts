import { defaults } from "../defaults";
import { flag, integer, list, pattern, text } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { matches } from "../text/patterns";
import { poolsOf } from "./agent-pool";
import { cis, productPages, zizmor } from "./frameworks";

export const executorAllowed = resourceRule({
  name: "executor-allowed",
  kinds: ["BuildJob"],
  description: "Jobs run on approved executors.",
  why: "A self-hosted pool keeps what earlier builds left behind and is inside the network; only some jobs should run there.",
  level: "advisory",
  severity: "medium",
  ...zizmor("self-hosted-runner", "Jobs run on executors that are created for each build"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 2.2.1", "OWASP CICD-SEC-7", "zizmor self-hosted-runner"],
  mend: "Set hostType to an executor of the list and remove agentPool, or have the pool added to the list.",
  options: { executors: list("Values of hostType, and names or ids of agent pools, that may be used.", ["devcloud"]) },
  example: { fails: `hostType: "team-pool"`, passes: `hostType: "devcloud"` },
  *check({ inputs }, { executors }) {
    const [pool] = poolsOf(inputs);
    const at = pool?.at ?? inputs.at("hostType");
    const names = pool?.names ?? (at.absent() ? [defaults.BuildJob.hostType] : [at.text()]);
    if (names.every((name) => name !== undefined && !executors.includes(name)))
      yield { at, says: `${JSON.stringify(names[0])} is not among the allowed executors: ${executors.join(", ")}` };
  },
});

export const flavorAllowed = resourceRule({
  name: "flavor-allowed",
  kinds: ["BuildJob"],
  description: "Executors are no larger than the approved size.",
  why: "Build time is paid by the size of the executor.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Choose a smaller flavor, or have the limit raised.",
  options: {
    maxFlavor: text("The largest flavor, as 4u8g (4 processors, 8 GB).", { pattern: /^\d{1,3}u\d{1,4}g$/i, such: '"4u8g"' }),
  },
  needs: ["maxFlavor"],
  example: { fails: `flavor: "16u32g"`, passes: `flavor: "2u8g"` },
  exampleConfig: { maxFlavor: "4u8g" },
  *check({ inputs }, { maxFlavor = "" }) {
    const at = inputs.at("flavor");
    const flavor = sizeOf(at.text() ?? "");
    const largest = sizeOf(maxFlavor);
    if (flavor && largest && (flavor.processors > largest.processors || flavor.memory > largest.memory))
      yield { at, says: `${at.text()} is larger than ${maxFlavor}` };
  },
});

function sizeOf(flavor: string): { processors: number; memory: number } | undefined {
  const size = /^(\d{1,3})u(\d{1,4})g$/i.exec(flavor.trim());
  return size === null ? undefined : { processors: Number(size[1]), memory: Number(size[2]) };
}

export const archAllowed = resourceRule({
  name: "arch-allowed",
  kinds: ["BuildJob"],
  description: "Jobs are built on approved processor architectures.",
  why: "Artifacts built for another architecture do not run on the target machines.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Set arch to one of the list.",
  options: { archs: list("Architectures that may be used.", [], ["x86-64", "arm"]) },
  needs: ["archs"],
  example: { fails: `arch: "x86-64"`, passes: `arch: "arm"` },
  exampleConfig: { archs: ["arm"] },
  *check({ inputs }, { archs }) {
    const at = inputs.at("arch");
    const arch = at.absent() ? defaults.BuildJob.arch : at.text();
    if (arch !== undefined && !archs.includes(arch))
      yield { at, says: `${JSON.stringify(arch)} is not allowed; allowed: ${archs.join(", ")}` };
  },
});

export const timeoutRequired = resourceRule({
  name: "timeout-required",
  kinds: ["BuildJob"],
  description: "Every job has a time limit.",
  why: "A job that hangs blocks an executor, and every job waiting for it, for the service's default of four hours.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Set timeout, for example { minutes: 60 }. With level remediate the configured limit is set by itself.",
  options: { maxMinutes: integer("The longest time limit, in minutes.", 120, 1, 1440) },
  example: { fails: `timeout: { hours: 4 }`, passes: `timeout: { minutes: 60 }` },
  *check({ inputs }, { maxMinutes }) {
    const at = inputs.at("timeout");
    if (at.absent()) yield { at, says: `there is none; set timeout: { minutes: ${maxMinutes} } or less` };
    const minutes = minutesOf(at);
    if (minutes !== undefined && minutes > maxMinutes)
      yield { at, says: `${Math.ceil(minutes)} minutes are more than the allowed ${maxMinutes}` };
  },
  remedy(inputs, subject, { maxMinutes }) {
    const at = subject.inputs.at("timeout");
    const minutes = minutesOf(at);
    if (!at.absent() && (minutes === undefined || minutes <= maxMinutes)) return false;
    inputs.timeout = { minutes: maxMinutes };
    return true;
  },
});

function minutesOf(timeout: { at(key: string): { number(): number | undefined } }): number | undefined {
  const hours = timeout.at("hours").number();
  const minutes = timeout.at("minutes").number();
  const seconds = timeout.at("seconds").number();
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  return (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60;
}

export const jobNaming = resourceRule({
  name: "job-naming",
  kinds: ["BuildJob"],
  description: "Job names follow the organisation's pattern.",
  why: "People find a job, its owner and its bill by its name.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Give the job a name that the pattern matches.",
  options: { pattern: pattern("Regular expression (RE2) that every job name must contain a match of; anchor it with ^ and $.") },
  needs: ["pattern"],
  example: { fails: `name: "Build_1"`, passes: `name: "payments-api"` },
  exampleConfig: { pattern: "^[a-z]+(-[a-z0-9]+)+$" },
  *check({ inputs, name: resource }, config) {
    const at = inputs.at("name");
    const name = at.absent() ? resource : at.text();
    if (name !== undefined && config.pattern !== undefined && !matches(config.pattern, name))
      yield { at, says: `${JSON.stringify(name)} does not match ${config.pattern}` };
  },
});

export const groupRequired = resourceRule({
  name: "group-required",
  kinds: ["BuildJob"],
  description: "Every job belongs to a group.",
  why: "Permissions and overview follow the groups of a project; a job without a group has no owner.",
  level: "disabled",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Set groupId to the id of one of the project's groups.",
  options: {},
  example: { fails: `name: "payments-api"`, passes: `groupId: "5f3c2a10b7d94e68a1c2d3e4f5061728"` },
  *check({ inputs }) {
    const at = inputs.at("groupId");
    if (at.absent() || at.text() === "") yield { at, says: "the job is in no group; set groupId" };
  },
});

export const productionProtected = resourceRule({
  name: "production-protected",
  kinds: ["BuildJob"],
  description: "Production jobs cannot be deleted by mistake.",
  why: "Deleting a job also deletes its history and schedules and breaks every link to it.",
  level: "advisory",
  severity: "high",
  ...cis("2.1", "Build environment"),
  references: ["CIS Software Supply Chain 2.1"],
  mend: 'Set the resource option { protect: true }, and keep deletion: "recycle".',
  options: {
    pattern: pattern(
      "Regular expression (RE2) that matches the names of production jobs, or of stacks with production jobs only.",
    ),
    allowPurge: flag("Whether a production job may be deleted past the recycle bin.", false),
  },
  needs: ["pattern"],
  example: { fails: `name: "prod-deploy", deletion: "purge"`, passes: `name: "nightly"` },
  exampleConfig: { pattern: "^prod" },
  *check({ inputs, name: resource, stack, protect }, config) {
    const name = inputs.at("name").absent() ? resource : inputs.at("name").text();
    const isProduction = [name, resource, stack].some(
      (text) => config.pattern !== undefined && matches(config.pattern, text ?? ""),
    );
    if (!isProduction) return;
    if (!protect) yield { says: "this production job is not protected; add protect: true to its options" };
    if (!config.allowPurge && inputs.at("deletion").text() === "purge")
      yield { at: inputs.at("deletion"), says: "a purged production job cannot be restored; use recycle" };
  },
});
