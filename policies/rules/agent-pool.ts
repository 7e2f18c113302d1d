import { defaults } from "../defaults";
import type { Cursor } from "../engine/cursor";
import { listOf } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { globMatches } from "../text/patterns";
import { owasp } from "./frameworks";

export const agentPoolAllowed = resourceRule({
  name: "agent-pool-allowed",
  kinds: ["BuildJob"],
  description: "Jobs use the agent pools of their project.",
  why: "An agent keeps what a project leaves behind, including credentials and caches, for the next job that runs on it.",
  level: "advisory",
  severity: "high",
  ...owasp("CICD-SEC-5"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 2.1.5", "OWASP CICD-SEC-5"],
  mend: "Use a pool of the project, or have the pair of project and pool added to the list. Use ids rather than names in the list: the service identifies a pool by its id, and a program can declare any name.",
  options: {
    pools: listOf("Pools by project, each as PROJECT=POOL; the pool by its name or id, * matches anything.", {
      pattern: /^[^=]+=[^=]+$/,
      such: '"0123456789abcdef0123456789abcdef=team-pool" or "*=shared-*"',
    }),
  },
  needs: ["pools"],
  example: { fails: `hostType: "payments-pool"`, passes: `hostType: "shared-linux"` },
  exampleConfig: { pools: ["*=shared-*"] },
  *check({ inputs }, { pools }) {
    for (const { at, names } of poolsOf(inputs)) {
      const project = inputs.at("projectId").text() ?? "";
      const allowed = pools.map((pair) => pair.split("=")).filter(([whose = ""]) => globMatches(whose, project));
      if (names.some((name) => allowed.some(([, pool = ""]) => globMatches(pool, name)))) continue;
      const list = allowed.map(([, pool]) => pool).join(", ") || "none";
      yield { at, says: `the pool ${JSON.stringify(names[0])} is not allowed for this project; allowed: ${list}` };
    }
  },
});

/** The pool of a job: its own input, or the type of its host. */
export function* poolsOf(inputs: Cursor): Iterable<{ at: Cursor; names: string[] }> {
  const pool = inputs.at("agentPool");
  const names = ["name", "id"].flatMap((key) => pool.at(key).text() ?? []);
  if (names.length > 0) return yield { at: pool, names };
  const host = inputs.at("hostType");
  const type = host.text() ?? "";
  if (type !== "" && type !== defaults.BuildJob.hostType) yield { at: host, names: [type] };
}
