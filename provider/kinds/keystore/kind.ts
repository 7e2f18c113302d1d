import { extname } from "node:path";
import { CodeArtsError } from "../../client/errors";
import { Refusal, reasonOf } from "../../lifecycle/errors";
import type { Change, Cloud, Found, RecordCreated, Replacement, View } from "../../lifecycle/kind";
import { compact, formatPath, sameText } from "../../lifecycle/values";
import { createdHere, undeclaredAfterWrite } from "../parts/shared-reads";
import { isBlank, toBoolean, type Wire } from "../parts/wire";
import { type Listed, type ListedKind, notKnown } from "../table";
import { allFiles, deleteFile, describeFile, holdsContent, listFiles, uploadFile } from "./calls";
import { type KeystoreInputs, keystoreInputs } from "./inputs";
import {
  fullPermissions,
  type LivePermission,
  listPermissions,
  permissionsFromWire,
  permissionsIfSeen,
  syncPermissions,
} from "./permissions";

/** The live file; the permission entries only if they were read. */
export interface LiveKeystore {
  readonly file: Wire<"Keystore">;
  readonly permissions?: readonly LivePermission[];
}

export const keystore: ListedKind<KeystoreInputs, LiveKeystore> = {
  name: "Keystore",
  noun: "keystore",
  plural: "keystores",
  offline: { answers: { uploadKeystore: { keystore_id: notKnown } }, inputs: { content: "" } },
  ...keystoreInputs,
  secrets: () => [["content"]],
  uniqueName: true,
  lookFirst: true,
  label: ({ name }) => name ?? "?",
  create,
  besideOld: rotate,
  read,
  view,
  update: change,
  delete: deleteFile,
  find,
  list: listAll,
  blocked: async (_cloud, { name }, { serviceMessage }) =>
    /exist/i.test(serviceMessage ?? "")
      ? `${name} is the name of a file that these credentials cannot see, so it belongs to another user\n  use another name, or ask its owner to share the file or to grant you permission to use it`
      : undefined,
};

async function create(cloud: Cloud, inputs: KeystoreInputs, made: RecordCreated<KeystoreInputs>): Promise<void> {
  const id = await uploadFile(cloud, inputs, inputs.name);
  const uploaded = { ...inputs, shared: undefined, permissions: undefined };
  made(id, uploaded);
  if (inputs.shared) await describeFile(cloud, id, inputs);
  await permit(cloud, id, inputs, made);
}

async function permit(cloud: Cloud, id: string, inputs: KeystoreInputs, made: RecordCreated<KeystoreInputs>): Promise<void> {
  made(id, { ...inputs, permissions: undefined });
  if (inputs.permissions) await syncPermissions(cloud, id, { declared: inputs.permissions, applied: {}, isNew: true });
}

/**
 * Replaces the content under the same name: uploads the new file under a temporary name, and swaps the names only after that
 * succeeded. File names are unique, and a refused upload must not affect the old file.
 */
async function rotate(
  cloud: Cloud,
  inputs: KeystoreInputs,
  { old, next, answered }: Replacement,
  made: RecordCreated<KeystoreInputs>,
): Promise<void> {
  const before = await listFiles(cloud);
  const left = next === undefined ? undefined : before.get(next);
  const isLeft = left !== undefined && (await holdsContent(cloud, left, inputs));
  const id = isLeft && next !== undefined ? next : await uploadFile(cloud, inputs, temporaryName(inputs.name, "new", old));
  answered(id);
  const file = before.get(old);
  const isInTheWay = file?.keystore_name === inputs.name;
  const aside = temporaryName(inputs.name, "old", old);
  const nameOld = (name: string) =>
    describeFile(cloud, old, { name, description: file?.description ?? "", shared: toBoolean(file?.share) ?? false });
  try {
    if (isInTheWay) await nameOld(aside);
    await describeFile(cloud, id, inputs);
  } catch (error) {
    const stuck = isInTheWay ? await nameOld(inputs.name).then(() => undefined, reasonOf) : undefined;
    if (!(error instanceof CodeArtsError) || error.happened !== "unknown") await deleteFile(cloud, id).catch(() => undefined);
    if (stuck === undefined || !(error instanceof CodeArtsError)) throw error;
    const where = `the old file ${old} may now have the name ${aside}, because renaming it back failed too: ${stuck}`;
    throw error.with({
      message: `${error.message}\n  ${where}\n  the next deployment uploads the new content under ${inputs.name}`,
    });
  }
  await permit(cloud, id, inputs, made);
}

/** `release-new-4b1f6a2c.jks`: a temporary name while both files exist. */
function temporaryName(name: string, tag: "new" | "old", old: string): string {
  const suffix = extname(name);
  const end = `-${tag}-${old.slice(0, 8)}${suffix}`;
  return `${name.slice(0, Math.min(name.length - suffix.length, 255 - end.length))}${end}`;
}

async function read(cloud: Cloud, id: string, applied: Partial<KeystoreInputs>): Promise<LiveKeystore | undefined> {
  // Pages shift while others delete: a missing file is looked up once more before it counts as deleted.
  const file =
    (await allFiles(cloud)).get(id) ?? (await listFiles(cloud, applied.name)).get(id) ?? (await listFiles(cloud)).get(id);
  return file && withPermissions(cloud, file, applied);
}

async function withPermissions(
  cloud: Cloud,
  file: Wire<"Keystore">,
  { permissions: declared }: Partial<KeystoreInputs>,
): Promise<LiveKeystore> {
  const id = file.id ?? "";
  const permissions = declared ? await listPermissions(cloud, id) : await permissionsIfSeen(cloud, id);
  return { file, ...(permissions && { permissions }) };
}

function view(
  { file, permissions }: LiveKeystore,
  applied: KeystoreInputs | undefined,
  _id: string,
  region: string,
): View<KeystoreInputs> {
  const shared = toBoolean(file.share) ?? false;
  const description = isBlank(file.description) ? undefined : (file.description ?? undefined);
  const entries = permissionsFromWire(applied?.permissions ?? {}, permissions ?? []);
  const written = applied && {
    ...applied,
    ...(applied.description !== undefined && {
      description: sameText(applied.description, description) ? applied.description : (description ?? ""),
    }),
    ...(applied.shared !== undefined && { shared }),
    ...(applied.permissions && { permissions: entries.permissions }),
  };
  // Lists do not return the content: asterisks represent it.
  const inputs = {
    ...(written ?? {
      region,
      content: "*****",
      description,
      shared: shared || undefined,
      permissions: fullPermissions(permissions ?? []),
    }),
    name: file.keystore_name ?? applied?.name,
  };
  const undeclared = [
    ...(applied && applied.description === undefined && description !== undefined ? ["description"] : []),
    ...(applied && applied.shared === undefined && shared ? ["shared"] : []),
    ...(applied ? entries.foreign.map((name) => formatPath(["permissions", name])) : []),
  ];
  return { inputs: compact<KeystoreInputs>(Object.entries(inputs)), undeclared };
}

async function change(
  cloud: Cloud,
  id: string,
  { applied, declared, changed }: Change<KeystoreInputs>,
  made: RecordCreated<KeystoreInputs>,
) {
  if (changed.has("name") || changed.has("description") || changed.has("shared")) {
    // Undeclared fields are sent back unchanged, so they have to be read.
    const isComplete =
      [declared, applied].some((one) => one.description !== undefined) &&
      [declared, applied].some((one) => one.shared !== undefined);
    const file = isComplete ? {} : (await listFiles(cloud)).get(id);
    if (file === undefined)
      throw new Refusal(
        `the file ${id} is gone; \`pulumi refresh\` removes it from state, and the next deployment uploads it again`,
      );
    const description = declared.description ?? (applied.description === undefined ? (file.description ?? "") : "");
    const shared = declared.shared ?? (applied.shared === undefined ? toBoolean(file.share) : false);
    await describeFile(cloud, id, { name: declared.name, description, shared });
    made(id, { ...declared, permissions: applied.permissions });
  }
  if (changed.has("permissions")) {
    await syncPermissions(cloud, id, { declared: declared.permissions ?? {}, applied: applied.permissions ?? {} });
  }
  return undeclaredAfterWrite(async () => {
    // Must not change the shared list, which others may read later.
    const file = (await listFiles(cloud, declared.name)).get(id);
    return file && view(await withPermissions(cloud, file, declared), declared, id, declared.region);
  });
}

/** Files with the same name, compared by content. */
async function find(cloud: Cloud, inputs: KeystoreInputs): Promise<Found[]> {
  const named = [...(await allFiles(cloud)).values()].filter((row) => row.keystore_name === inputs.name);
  return Promise.all(named.map((row) => candidate(cloud, row, inputs)));
}

async function candidate(cloud: Cloud, row: Wire<"Keystore">, inputs: KeystoreInputs): Promise<Found> {
  const id = row.id ?? "";
  if (createdHere(cloud.client).has(id))
    return { id, blocked: `another resource of this program has the name ${inputs.name}; give each file a unique name` };
  const seconds = Number(row.create_time_stamp);
  const facts = {
    id,
    creatorId: row.create_user_id ?? undefined,
    creator: row.create_user_name ?? undefined,
    // The service's times have a resolution of one second, so the end of the second is used.
    ...(seconds > 0 && { createdAt: seconds * 1000 + 999 }),
  };
  const owner = `the name is taken by ${id}${facts.creator ? `, uploaded by ${facts.creator}` : ""}`;
  try {
    if (await holdsContent(cloud, row, inputs)) return facts;
    return { ...facts, blocked: `${owner}, with other content, which cannot be changed; delete that file or use another name` };
  } catch (error) {
    if (!(error instanceof CodeArtsError) || error.kind === "network") throw error;
    return {
      ...facts,
      blocked: `${owner}, whose content these credentials cannot read (${error.code ?? error.kind}); use another name`,
    };
  }
}

async function* listAll(client: Cloud["client"]): AsyncIterable<Listed> {
  for await (const { id, keystore_name: name } of client.each("listKeystores", {})) if (id) yield { id, name: name ?? id };
}
