/** The kinds that can be adopted: their names, how to list them, and how a live object becomes inputs and outputs. */
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { kindOf, kinds } from "../../../provider/kinds";
import { freshEvents, noticeChannels } from "../../../provider/kinds/notice/inputs";
import type { Listed } from "../../../provider/kinds/table";
import { checkInputs } from "../../../provider/lifecycle/check";
import type { Cloud, Declared, Kind, View } from "../../../provider/lifecycle/kind";
import { adopted } from "../../../provider/lifecycle/read";
import { undeclaredIn } from "../../../provider/lifecycle/undeclared";
import { formatPath, storable } from "../../../provider/lifecycle/values";
import type { JobRow } from "../../lib/jobs";
import { type Adoptable, type JsonObject, type KindName, kindByWord } from "./model";
import { mark } from "./secrets";

/** What this verb adds to the description of an object. */
type About = Pick<Adoptable, "name" | "projectId" | "group" | "jobId" | "resourceName" | "key">;

export interface Place {
  client: Client;
  region: string;
}

export async function readJob({ client, region }: Place, row: JobRow, about: About): Promise<Adoptable[]> {
  // The reason is read only for jobs that the list shows as disabled, or about which it says nothing.
  const isEnabled = row.disabled === false;
  const live = await kinds.buildJob.read(reading(client), row.id, isEnabled ? { name: row.job_name } : {});
  if (live === undefined) throw gone();
  return [sayOff(convert("buildJob", kinds.buildJob, row.id, live, region, about), live.config.build_if_code_updated)];
}

/** The service's default for builds on push is not documented, so a job with `false` keeps it explicitly. */
function sayOff(job: Adoptable, onPush: unknown): Adoptable {
  if (onPush !== false || job.plain === undefined || job.redeclare === undefined || "buildOnCodeUpdate" in job.plain) return job;
  const plain = { ...job.plain, buildOnCodeUpdate: false };
  return { ...job, ...job.redeclare(plain, []), plain };
}

export const channels = noticeChannels;

/** One channel of a job, unless it equals that of a new job. One list per job, shared by its channels, holds all of them. */
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
/** Kinds that belong to the account. */
export const tenantKinds: readonly KindName[] = adoptable.filter((name) => kindOf(name).list);
/** Kinds that belong to a project, apart from jobs and what belongs to a job. */
export const projectKinds: readonly KindName[] = adoptable.filter((name) => kindOf(name).listIn);
/** What is adopted when the command line names no kind. */
export const kindsUnasked: readonly KindName[] = adoptable.filter((name) => !kindOf(name).isAdoptedOnRequest);

export async function listObjects(name: KindName, client: Client, projectId?: string): Promise<Listed[]> {
  const { list, listIn } = kindOf(name);
  const found: Listed[] = [];
  const rows = projectId === undefined ? list?.(client) : listIn?.(client, projectId);
  for await (const one of rows ?? []) found.push(one);
  return found;
}

/** An object identified by its id, and its project if it belongs to one. */
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

/** Fields of list entries: fields of the object itself go into `raw` if the kind has that. */
function withoutInput({ extras = [] }: View<unknown>): string[] {
  const paths = extras.filter(({ noInput, path }) => noInput && path[0] !== "raw").map(({ path }) => formatPath(path));
  return [...new Set(paths.map((path) => path.replace(/\[\d+\]/g, "[]")))];
}

function gone(): CodeArtsError {
  return new CodeArtsError({ kind: "notFound", message: "already deleted" });
}

/** As the provider would store it. Refuses, before anything is written, what a program cannot declare. */
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
    throw new CodeArtsError({ kind: "input", message: `a program cannot declare it in this form: ${said}` });
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
