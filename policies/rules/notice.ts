import type { Cursor } from "../engine/cursor";
import { resourceRule, stackRule } from "../engine/policy";
import type { Subject } from "../engine/rule";
import { owasp, productPages } from "./frameworks";

export const noticeOnFailure = stackRule({
  name: "notice-on-failure",
  kinds: ["BuildJob", "Notice"],
  description: "Somebody is told when a job fails.",
  why: "A build that fails unseen is found by whoever needs its result.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: 'Add a Notice with jobId of the job and events: ["buildJobFail"]. Jobs that are switched off need none.',
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
        yield { of: job, says: 'no Notice with events: ["buildJobFail"] is about this job; add one' };
    }
  },
});

function tellsOfFailure(notice: Cursor): boolean {
  const events = notice.at("events");
  // Events that are not known yet may be the right ones; they are noted as not looked at.
  return events.items().some((event) => event.text() === "buildJobFail") || (!events.absent() && !events.isList());
}

/** A notice names its job by an output of it, which leaves a trace also while the id is not known, or by the id itself. */
function isAbout(notice: Subject, job: Subject): boolean {
  const made = notice.madeFrom("jobId");
  if (made.length > 0) return made.includes(job.urn);
  return job.id !== undefined && job.id !== "" && notice.inputs.at("jobId").text() === job.id;
}

export const noticeWebhookSecret = resourceRule({
  name: "notice-webhook-secret",
  kinds: ["Notice"],
  description: "Webhooks and signing keys are Pulumi secrets.",
  why: "Whoever knows a robot's address can write to the team in the build's name.",
  level: "mandatory",
  severity: "high",
  ...owasp("CICD-SEC-6"),
  references: ["OWASP CICD-SEC-6"],
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
