import { counted } from "./wording";

/** Paths named in one line; more than these nobody reads. */
const most = 8;

interface Ambient {
  key(path: string): string | undefined;
}

interface Seen {
  readonly undeclared: readonly string[];
  readonly observed: boolean;
}

/**
 * The line about what is live and not declared, or undefined when there is nothing to say. What may be the service's own
 * doing is taken as such when it is seen for the first time, and said when it appears later.
 */
export function describeUndeclared(paths: readonly string[], before: Seen, ambient?: Ambient): string | undefined {
  const known = new Set(before.undeclared.map((path) => ambient?.key(path)));
  const told = paths.filter((path) => {
    const key = ambient?.key(path);
    return key === undefined || (before.observed && !known.has(key));
  });
  if (told.length === 0) return undefined;
  const shown = told.slice(0, most).join(", ");
  const more = told.length > most ? ` and ${told.length - most} more` : "";
  const verb = told.length === 1 ? "differs" : "differ";
  return `${counted(told.length, "setting")} that this program does not declare ${verb} from the defaults: ${shown}${more} (left alone)`;
}
