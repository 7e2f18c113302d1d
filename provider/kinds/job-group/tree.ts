import type { Client } from "../../client";
import { recognized } from "../../client/errors";
import { sharedReads } from "../parts/shared-reads";
import { isBlank, toText, type Wire } from "../parts/wire";

type Node = Wire<"JobGroupNode">;

/** A group with its position in the tree. */
export interface Group {
  readonly id: string;
  readonly name: string;
  /** Undefined at the top. */
  readonly parentId?: string;
  /** Names, top-level first. */
  readonly path: readonly string[];
  /** Ids from the top down, joined by dots: the job list filters by it. */
  readonly pathId: string;
  readonly live: Node;
}

const trees = sharedReads<readonly Group[]>();

/** All groups of a project, parents first: the service has no other read operation. */
export const groupsOf = (client: Client, projectId: string): Promise<readonly Group[]> =>
  trees.get(client, projectId, () => readGroups(client, projectId));

/** The same, bypassing the shared read. */
export function groupsNow(client: Client, projectId: string): Promise<readonly Group[]> {
  trees.drop(client, projectId);
  return groupsOf(client, projectId);
}

export const groupsChanged = (client: Client, projectId: string): void => trees.drop(client, projectId);

async function readGroups(client: Client, projectId: string): Promise<Group[]> {
  const tree: readonly Node[] = await client.groups.getTree(projectId);
  const groups = tree.flatMap((node) => flatten(node, undefined));
  recognized(new Set(groups.map(({ id }) => id)).size === groups.length, "each group once", "getJobGroupTree");
  return groups;
}

function flatten(live: Node, parent: Group | undefined): Group[] {
  const id = toText(live.id) ?? toText(live.group_id) ?? "";
  const name = live.name ?? "";
  recognized(id !== "" && name !== "", "id and name of a group", "getJobGroupTree");
  const group: Group = {
    id,
    name,
    ...(parent && { parentId: parent.id }),
    path: [...(parent?.path ?? []), name],
    pathId: isBlank(live.path_id) ? [...(parent ? [parent.pathId] : []), id].join(".") : String(live.path_id),
    live,
  };
  return [group, ...(live.children ?? []).flatMap((child) => flatten(child, group))];
}

/** Wire value of the parent of a top-level group. */
export const topOf = (groups: readonly Group[]): string =>
  groups.map(({ parentId, live }) => (parentId === undefined ? toText(live.parent_id) : undefined)).find((id) => id) ?? "0";

/** Whether a group is the other one or below it. */
export const isWithin = ({ pathId }: Group, other: Group): boolean =>
  pathId === other.pathId || pathId.startsWith(`${other.pathId}.`);
