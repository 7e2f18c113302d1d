import { createHash } from "node:crypto";
import type { Cursor } from "../engine/cursor";
import { list, listOf } from "../engine/options";
import { resourceRule, stackRule } from "../engine/policy";
import type { Subject } from "../engine/rule";
import { anyGlobMatches } from "../text/patterns";
import { parseRepositoryUrl } from "../text/repository-url";
import { owasp, productPages } from "./frameworks";

export const noticeOnFailure = stackRule({
  name: "notice-on-failure",
  kinds: ["BuildJob", "Notice"],
  description: "Somebody is notified when a job fails.",
  why: "An unnoticed failure is found only by whoever needs the result.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: ["OWASP CICD-SEC-10"],
  mend: 'Add a Notice with jobId of the job and events: ["buildJobFail"]. Disabled jobs need none.',
  options: {},
  example: {
    fails: `new codearts.BuildJob("api", { projectId });`,
    passes: `const job = new codearts.BuildJob("api", { projectId });\nnew codearts.Notice("api-mail", { jobId: job.id, channel: "MAIL", events: ["buildJobFail"] });`,
  },
  *checkStack(subjects) {
    const notices = subjects.filter(({ kind, inputs }) => kind === "Notice" && tellsOfFailure(inputs));
    for (const job of subjects.filter(({ kind }) => kind === "BuildJob")) {
      const off = job.inputs.at("disabled");
      if (off.flag() === true || off.isMap()) continue;
      if (!notices.some((notice) => isAbout(notice, job)))
        yield { of: job, says: 'no Notice with events: ["buildJobFail"] exists for this job; add one' };
    }
  },
});

function tellsOfFailure(notice: Cursor): boolean {
  const events = notice.at("events");
  // Events that are not known yet may be the right ones; they are noted as not looked at.
  return events.items().some((event) => event.text() === "buildJobFail") || (!events.absent() && !events.isList());
}

/**
 * A notice names its job by an output of it, which leaves a trace also while the id is not known, or by the id itself. Where neither is
 * there (a log of a preview has no traces), it may be about any job, and is noted as not looked at.
 */
function isAbout(notice: Subject, job: Subject): boolean {
  const made = notice.madeFrom("jobId");
  if (made.length > 0) return made.includes(job.urn);
  const jobId = notice.inputs.at("jobId");
  if (jobId.text() === undefined && !jobId.absent()) return true;
  return job.id !== undefined && job.id !== "" && jobId.text() === job.id;
}

export const noticeWebhookSecret = resourceRule({
  name: "notice-webhook-secret",
  kinds: ["Notice"],
  description: "Webhooks and signing keys are Pulumi secrets.",
  why: "Whoever knows a robot's address can send messages to the team in the name of the build.",
  level: "mandatory",
  severity: "high",
  ...owasp("CICD-SEC-6"),
  references: ["CIS Software Supply Chain 2.3.8", "OWASP CICD-SEC-6"],
  mend: "Store the address with `pulumi config set --secret` and read it with config.requireSecret; have the robot's key renewed.",
  options: {},
  judgesSecrecy: true,
  example: {
    fails: `webhook: "https://robot.example.com/hook/made-up"`,
    passes: `webhook: config.requireSecret("webhook")`,
  },
  *check({ inputs }) {
    for (const key of ["webhook", "signingKey", "paramConfig"]) yield* clearTexts(inputs.at(key), 0);
  },
});

function* clearTexts(at: Cursor, depth: number): Iterable<{ at: Cursor; says: string }> {
  if (at.secret || depth > 5) return;
  if ((at.text() ?? "") !== "") yield { at, says: "is not a Pulumi secret; read it with config.requireSecret(…)" };
  for (const item of at.items()) yield* clearTexts(item, depth + 1);
  for (const [, value] of at.entries()) yield* clearTexts(value, depth + 1);
}

export const noticeRobotAllowed = resourceRule({
  name: "notice-robot-allowed",
  kinds: ["Notice"],
  description: "Notices are sent to approved robots.",
  why: "A personal robot notifies one person only, even after that person has left the team, and sends names and results of builds out of the organisation.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-8"),
  references: ["CIS Software Supply Chain 1.3.10", "OWASP CICD-SEC-8"],
  mend: "Send the notice to a robot of the team, or have this one added: the message contains its fingerprint, which does not reveal the address.",
  options: {
    hosts: list("Hosts of robots; * matches anything. Empty: all.", []),
    robots: listOf(
      "Fingerprints of approved robots, as shown in the messages of this rule (SHA-256 of the address, 16 digits). Empty: all.",
      {
        pattern: /^[0-9a-f]{16}$/,
        such: '"0123456789abcdef"',
      },
    ),
  },
  needs: ["hosts", "robots"],
  example: {
    fails: `webhook: config.requireSecret("personalRobot")`,
    passes: `webhook: config.requireSecret("webhook")`,
  },
  exampleConfig: { hosts: ["robot.example.com"] },
  *check({ inputs }, { hosts, robots }) {
    for (const { at, address } of robotAddresses(inputs)) {
      const host = parseRepositoryUrl(address)?.host ?? "";
      const fingerprint = createHash("sha256").update(address).digest("hex").slice(0, 16);
      if (hosts.length > 0 && !anyGlobMatches(hosts, host, true))
        yield { at, says: `the robot is at ${host}; allowed: ${hosts.join(", ")}` };
      else if (robots.length > 0 && !robots.includes(fingerprint))
        yield { at, says: `the robot at ${host} with the fingerprint ${fingerprint} is not approved` };
    }
  },
});

/** The robot's address as an input, or among the settings as the service stores them. */
function* robotAddresses(inputs: Cursor): Iterable<{ at: Cursor; address: string }> {
  for (const key of ["webhook", "paramConfig"]) {
    const at = inputs.at(key);
    for (const [address] of (at.text() ?? "").slice(0, 10_000).matchAll(/https?:\/\/[^\s"'\\<>]{1,2000}/gi))
      yield { at, address };
  }
}
