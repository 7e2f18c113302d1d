import { existsSync, rmSync, writeFileSync } from "node:fs";
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { settings } from "../../../provider/config";
import { askYesNo, canAsk } from "../../lib/prompts";
import { openSession, requireProject } from "../../lib/session";
import { CliError, count, exitCodes, note, paint, printJson, printLine, startProgress } from "../../lib/terminal";
import { ask, MayNotCreate, newName } from "./ask";
import { openCalls } from "./calls";
import type { ProbeOptions } from "./options";
import { reportOf, tableOf } from "./report";
import type { ReadingAnswers } from "./scene";
import { prefix, type Swept, sweep } from "./sweep";

export async function probe(options: ProbeOptions): Promise<number> {
  const session = await openSession(options);
  const projectId = requireProject(session);
  if (options.clean) return clean(session.client, projectId);
  const file = options.out;
  await consent(projectId, options);
  checkOut(file);
  const { findings, swept, interrupted } = await asked(session.client, session.region, projectId, options);
  reportLeft(swept);
  if (findings !== undefined) {
    const report = reportOf(session.region, findings);
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    if (options.json) printJson(report);
    else printLine(`${tableOf(report)}\n\nwritten to ${file}; codearts-simulator --readings ${file} answers like this`);
  }
  if (interrupted) return exitCodes.interrupted;
  return swept.left.length > 0 ? exitCodes.partial : exitCodes.ok;
}

/** Checked before anything is created, so that results are not lost because of an unwritable file. */
function checkOut(file: string): void {
  try {
    const isNew = !existsSync(file);
    writeFileSync(file, "", { flag: "a" });
    if (isNew) rmSync(file);
  } catch (error) {
    throw new CliError(`--out: ${error instanceof Error ? error.message : String(error)}; nothing was created`);
  }
}

async function consent(projectId: string, { yes, builds }: ProbeOptions): Promise<void> {
  if (yes) return;
  const what = `jobs, a job group, a file and a scan configuration (names begin with ${prefix})${builds ? ", starts three builds" : ""}`;
  if (!canAsk())
    throw new CliError(
      `probe creates ${what} in project ${projectId} and deletes them; pass --yes when there is no terminal to confirm`,
    );
  const question = `Create ${what} in project ${projectId}, and delete them afterwards?`;
  if (!(await askYesNo(question, new AbortController().signal))) throw new CliError("nothing was created");
}

interface Asked {
  /** Undefined if Ctrl+C came first. */
  findings?: ReadingAnswers;
  swept: Swept;
  interrupted: boolean;
}

/** Deletes what was created, whatever happens; a second Ctrl+C leaves that to --clean. */
async function asked(client: Client, region: string, projectId: string, { builds = false }: ProbeOptions): Promise<Asked> {
  const name = newName();
  const ending = new AbortController();
  const onSignal = () => {
    if (ending.signal.aborted) {
      note("\nto delete what is left: pulumi-codearts probe --clean");
      process.exit(exitCodes.interrupted);
    }
    note("\ndeleting what was created; press Ctrl+C again to leave that to: pulumi-codearts probe --clean");
    ending.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const progress = startProgress("asks");
  try {
    const { send } = openCalls(settings({ region }), ending.signal);
    const onPart = (done: number, of: number) => progress.update(done, `of ${of} parts`);
    const findings = await ask({ send, projectId, name, builds, onPart }).catch((error: unknown) => {
      // The result of an abandoned call, such as a truncated answer, means nothing.
      if (ending.signal.aborted) return undefined;
      throw error;
    });
    progress.finish();
    return { ...(findings && { findings }), swept: await sweep(client, projectId, name), interrupted: ending.signal.aborted };
  } catch (error) {
    progress.finish();
    reportLeft(await sweep(client, projectId, name).catch(unreachable));
    throw error instanceof MayNotCreate ? mayNot(error, projectId) : error;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

const mayNot = ({ message }: MayNotCreate, projectId: string) =>
  new CliError(
    `${message}\n  a probe needs permission to view, create, edit and delete build jobs in project ${projectId} (and to run them with --builds);\n` +
      "  ask an administrator of the project, or probe in another one",
    exitCodes.service,
  );

/** The first failure is reported. */
function unreachable(error: unknown): Swept {
  if (!(error instanceof CodeArtsError)) throw error;
  return { deleted: [], left: [{ what: `what was created (names begin with ${prefix})`, why: error.message }] };
}

function reportLeft({ left }: Swept): void {
  for (const { what, why } of left) note(paint("yellow", `not deleted: ${what}: ${why}`, process.stderr));
  if (left.length > 0) note("pulumi-codearts probe --clean tries again");
}

async function clean(client: Client, projectId: string): Promise<number> {
  const swept = await sweep(client, projectId, prefix);
  for (const what of swept.deleted) printLine(`deleted  ${what}`);
  reportLeft(swept);
  if (swept.deleted.length === 0 && swept.left.length === 0)
    printLine(`nothing in project ${projectId} has a name that begins with ${prefix}`);
  else printLine(`${count(swept.deleted.length, "object")} deleted`);
  return swept.left.length > 0 ? exitCodes.partial : exitCodes.ok;
}
