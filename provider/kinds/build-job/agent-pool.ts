import type { z } from "zod";
import { compact, isObject } from "../../lifecycle/values";
import { line } from "../parts/text";
import { isBlank, toText, type Wire } from "../parts/wire";
import { input, type PlainField, part } from "../table";

type WirePool = NonNullable<Wire<"BuildJobConfig">["cluster_selected"]>;

export const agentPoolSchema = part(
  "AgentPool",
  "Pool of agents that run the builds, as shown in the console. Omitted fields are not managed.",
  {
    id: input(line(), { doc: "Id of the pool.", wire: { name: "id" } }),
    name: input(line().optional(), { doc: "Name of the pool.", wire: { name: "name" } }),
    resourceType: input(line().optional(), {
      doc: "Type of the pool, such as `self-hosted`.",
      wire: { name: "resource_type" },
    }),
  },
);
type AgentPool = z.output<typeof agentPoolSchema>;

/** While the pool is the same, undeclared fields are kept, and fields removed from the program are removed. */
function poolToWire(pool: AgentPool, live?: unknown, applied?: AgentPool): WirePool {
  const { name, resourceType } = pool;
  const declared = compact([
    ["id", pool.id],
    ["name", name],
    ["resource_type", resourceType],
  ]);
  if (!isObject(live) || live.id !== pool.id) return declared;
  const kept = { ...live };
  if (applied?.name !== undefined) delete kept.name;
  if (applied?.resourceType !== undefined) delete kept.resource_type;
  return { ...kept, ...declared };
}

function poolFromWire(live: unknown, written?: AgentPool): AgentPool | undefined {
  if (!isObject(live) || isBlank(live.id)) return undefined;
  const known = { id: toText(live.id), name: toText(live.name), resourceType: toText(live.resource_type) };
  const isManaged = (key: string) => key === "id" || written === undefined || Object.hasOwn(written, key);
  return compact<AgentPool>(Object.entries(known).filter(([key, value]) => isManaged(key) && !isBlank(value)));
}

/** An agent pool on the wire. */
export const asAgentPool = (name: string): PlainField => ({ name, toWire: poolToWire, fromWire: poolFromWire });
