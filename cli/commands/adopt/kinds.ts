/** The kinds that can be adopted: their words, how they are listed, and how a live one becomes inputs and outputs. */
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { kindOf, kinds } from "../../../provider/kinds";
import { freshEvents, noticeChannels } from "../../../provider/kinds/notice/inputs";
import type { Listed } from "../../../provider/kinds/table";
import { checkInputs } from "../../../provider/lifecycle/check";
import type { Cloud, Declared, Kind, View } from "../../../provider/lifecycle/kind";
import { adopted } from "../../../provider/lifecycle/provider";
import { undeclaredIn } from "../../../provider/lifecycle/undeclared";
import { formatPath, storable } from "../../../provider/lifecycle/values";
import type { JobRow } from "../../lib/jobs";
import { type Adoptable, type JsonObject, type KindName, kindByWord } from "./model";
import { mark } from "./secrets";

/** What only this kind of verb says about an object. */
type About = Pick<Adoptable, "name" | "projectId" | "group" | "jobId" | "resourceName" | "key">;

export interface Place {
  client: Client;
  region: string;
}

export async function readJob({ client, region }: Place, row: JobRow, about: About): Promise<Adoptable[]> {
  // The list says whether it is disabled; only a job that is, or of which the list does not say it, is asked for the reason.
  const isEnabled = row.disabled === false;
  const live = await kinds.buildJob.read(reading(client), row.id, isEnabled ? { name: row.job_name } : {});
  if (live === undefined) throw gone();
  return [sayOff(convert("buildJob", kinds.buildJob, row.id, live, region, about), live.config.build_if_code_updated)];
}

/** Whether a push starts a build when nobody says so is the service's secret; a job that says no goes on saying it. */
function sayOff(job: Adoptable, onPush: unknown): Adoptable {
  if (onPush !== false || job.plain === undefined || job.redeclare === undefined || "buildOnCodeUpdate" in job.plain) return job;
  const plain = { ...job.plain, buildOnCodeUpdate: false };
  return { ...job, ...job.redeclare(plain, []), plain };
}

export const channels = noticeChannels;

/** One channel of a job, unless it is as on a fresh job. One list per job, shared by its channels, has all of them. */
export async function readNotice(
  place: Place,
  row: JobRow,
  channel: (typeof channels)[number],
  projectId: string,
): Promise<Adoptable[]> {
  const id = `${row.id}/${channel}`;
  const about = { name: channel, projectId, jobId: row.id };
  const live = await kinds.notice.read(reading(place.client), id, {});
  if (live === undefined) throw gone();
  const { inputs } = adopted(kinds.notice, id, live, place.region);
  if (isFresh(inputs as JsonObject, freshEvents[channel])) return [];
  return [convert("notice", kinds.notice, id, live, place.region, about)];
}

function isFresh({ events, channel, jobId, region, ...others }: JsonObject, fresh: readonly string[]): boolean {
  const on = Array.isArray(events) ? events : [];
  return Object.keys(others).length === 0 && on.length === fresh.length && fresh.every((event) => on.includes(event));
}

const adoptable = [...kindByWord.values()];
/** Kinds of the account. */
export const tenantKinds: readonly KindName[] = adoptable.filter((name) => kindOf(name).list);
/** Kinds of a project, apart from jobs and what belongs to a job. */
export const projectKinds: readonly KindName[] = adoptable.filter((name) => kindOf(name).listIn);
/** What is taken where the command line names no kind. */
export const kindsUnasked: readonly KindName[] = adoptable.filter((name) => !kindOf(name).isAdoptedOnRequest);

export async function listObjects(name: KindName, client: Client, projectId?: string): Promise<Listed[]> {
  const { list, listIn } = kindOf(name);
  const found: Listed[] = [];
  const rows = projectId === undefined ? list?.(client) : listIn?.(client, projectId);
  for await (const one of rows ?? []) found.push(one);
  return found;
}

/** An object that is found by its id, and its project where it belongs to one. */
export async function readObject(
  name: KindName,
  { client, region }: Place,
  listed: Listed,
  about: Partial<About> = {},
): Promise<Adoptable[]> {
  const kind = kindOf(name);
  const { projectId } = about;
  const live = await kind.read(reading(client), listed.id, { region, ...(projectId !== undefined && { projectId }) });
  if (live === undefined) throw gone();
  return [convert(name, kind, listed.id, live, region, { name: listed.name, ...about })];
}

const reading = (client: Client): Cloud => ({ client, userId: client.userId, note: () => undefined });

/** Fields of entries in lists: a field of the object itself is `raw`, where the kind has that. */
function withoutInput({ extras = [] }: View<unknown>): string[] {
  const paths = extras.filter(({ noInput, path }) => noInput && path[0] !== "raw").map(({ path }) => formatPath(path));
  return [...new Set(paths.map((path) => path.replace(/\[\d+\]/g, "[]")))];
}

function gone(): CodeArtsError {
  return new CodeArtsError({ kind: "notFound", message: "deleted meanwhile" });
}

/** As the provider would hold it. What a program could not declare is refused here, before anything is written. */
function convert<I extends Declared, L>(
  name: KindName,
  kind: Kind<I, L>,
  id: string,
  live: L,
  region: string,
  about: About,
): Adoptable {
  const { inputs, outputs, secrets } = adopted(kind, id, live, region);
  const { problems } = checkInputs(kind, inputs, {}, inputs);
  if (problems.length > 0) {
    const said = problems.map(({ path, message }) => `${formatPath(path)}: ${message}`).join("; ");
    throw new CodeArtsError({ kind: "input", message: `a program cannot declare it as it is: ${said}` });
  }
  const plain = inputs as JsonObject;
  const marked = (values: JsonObject, paths: string[][]) => paths.reduce(mark, values);
  const own = secrets.map((path) => path.map(String));
  const redeclare = (declared: JsonObject, more: string[][]) => {
    const found = undeclaredIn(kind.view(live, declared as unknown as I, id, region));
    const paths = [...(kind.secrets?.(declared as unknown as I) ?? []).map((path) => path.map(String)), ...more];
    const left = { ...(outputs as JsonObject), ...declared, ...(storable(found) as JsonObject) };
    return { inputs: marked(declared, paths), outputs: marked(left, paths) };
  };
  const marks = { inputs: marked(plain, own), outputs: marked(outputs as JsonObject, own) };
  return {
    kind: name,
    id,
    ...about,
    ...marks,
    plain,
    redeclare,
    noInput: withoutInput(kind.view(live, inputs as I, id, region)),
  };
}
