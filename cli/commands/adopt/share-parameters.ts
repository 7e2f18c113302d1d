/** Parameters, and sets of parameters, that three or more jobs have in common. */
import { type Code, Merge, Name } from "./code";
import { type Definition, type SharingJob, withEnding, worthSharing } from "./lift";
import { type Taken, toIdentifier } from "./names";
import { canonical, groupBy, leavesOf } from "./shape";

/** Groups parameters by the jobs that have them: those that occur together form a set; a long one by itself becomes a constant. */
export function shareParameters(jobs: SharingJob[], taken: Taken, definitions: Definition[]): Code[] {
  const users = new Map<string, { name: string; value: Code; jobs: number[] }>();
  jobs.forEach(({ parameters }, index) => {
    for (const [name, value] of Object.entries(parameters)) {
      // A parameter with a value from the configuration belongs to its job.
      if (leavesOf(value) === undefined) continue;
      const key = `${name}=${canonical(value)}`;
      const known = users.get(key);
      if (known === undefined) users.set(key, { name, value, jobs: [index] });
      else known.jobs.push(index);
    }
  });
  const shared = [...users.values()].filter((entry) => entry.jobs.length >= worthSharing);
  const replaced = jobs.map(() => new Map<string, { spread?: string; value?: Code }>());
  for (const [, together] of groupBy(shared, (entry) => entry.jobs.join())) {
    const name = defineParameters(together, taken, definitions);
    if (name === undefined) continue;
    const isSet = together.length > 1;
    for (const job of together[0]?.jobs ?? []) {
      for (const entry of together) replaced[job]?.set(entry.name, isSet ? { spread: name } : { value: new Name(name) });
    }
  }
  return jobs.map(({ parameters }, index) => writeParameters(parameters, replaced[index] ?? new Map()));
}

function defineParameters(
  together: { name: string; value: Code }[],
  taken: Taken,
  definitions: Definition[],
): string | undefined {
  const [first] = together;
  if (first === undefined) return undefined;
  if (together.length === 1) {
    if (typeof first.value !== "object") return undefined;
    const name = taken.take(withEnding(toIdentifier(first.name, "parameter"), "Parameter"));
    definitions.push({ name, of: "parameter", doc: "", parameters: [], body: first.value });
    return name;
  }
  const wanted = withEnding(toIdentifier(first.name, "parameters"), "Parameters");
  const name = taken.take(wanted === "codeBranchParameters" ? "commonParameters" : wanted, wanted);
  const doc = together.map((entry) => entry.name).join(", ");
  definitions.push({
    name,
    of: "parameters",
    doc,
    parameters: [],
    body: Object.fromEntries(together.map((entry) => [entry.name, entry.value])),
  });
  return name;
}

function writeParameters(parameters: { [name: string]: Code }, replaced: Map<string, { spread?: string; value?: Code }>): Code {
  const entries: [string | undefined, Code][] = [];
  const spread = new Set<string>();
  for (const [name, value] of Object.entries(parameters)) {
    const instead = replaced.get(name);
    if (instead?.spread === undefined) entries.push([name, instead?.value ?? value]);
    else if (!spread.has(instead.spread)) {
      spread.add(instead.spread);
      entries.push([undefined, new Name(instead.spread)]);
    }
  }
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only[0] === undefined) return only[1];
  return new Merge(entries);
}
