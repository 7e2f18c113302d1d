/** Time zones by their IANA names, spelt as the service's Java expects them: it silently treats any other text as GMT. */
import { hint } from "../../shared/nearest";

/** Names that all systems know, although Intl does not list them. */
const plain: ReadonlySet<string> = new Set(["UTC", "GMT", "UCT", "PRC", "ROC", "ROK"]);
const areas = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US";
/** Whether it is an older valid name (`Asia/Kolkata`, `Japan`). Intl ignores case, so the case is checked here. */
const wellSpelt = new RegExp(`^(?!.*[A-Z]{5})(?:(?:${areas})(?:/[A-Z][\\w+-]*){1,2}|[A-Z][\\w+-]*)$`);
/** Common names for the zone of most users of the service. */
const china: ReadonlySet<string> = new Set(["cst", "asia/beijing", "beijing", "china standard time", "china_standard_time"]);

let listed: ReadonlySet<string> | undefined;

/** What is wrong with a time zone, or undefined. */
export function zoneProblem(zone: string): string | undefined {
  listed ??= new Set(Intl.supportedValuesOf("timeZone"));
  if (listed.has(zone) || plain.has(zone)) return undefined;
  const shown = JSON.stringify(zone.length > 60 ? `${zone.slice(0, 60)}…` : zone);
  const resolved = resolve(zone);
  const meant = china.has(zone.toLowerCase()) ? "Asia/Shanghai" : undefined;
  if (/^[A-Za-z]{3,4}$/.test(zone) && zone === zone.toUpperCase()) {
    const zones = [meant, resolved].filter((name) => name !== undefined).map((name) => JSON.stringify(name));
    const such = zones.length > 0 ? zones.join(" or ") : '"Asia/Shanghai"';
    return `${shown} is an ambiguous abbreviation; write the zone's name, such as ${such}`;
  }
  if (resolved !== undefined && wellSpelt.test(zone)) return undefined;
  const guess = meant ?? resolved;
  const advice = guess === undefined ? hint(zone, [...listed]) : `; did you mean ${JSON.stringify(guess)}?`;
  return `${shown} is not an IANA time zone, such as "Asia/Shanghai"${advice}`;
}

function resolve(zone: string): string | undefined {
  // Offsets such as +08:00 pass Intl and mean nothing to the service.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
