/** Incomplete responses, as produced by a proxy, a cache or a failing back end. */

export const damages = [
  "rows-missing",
  "rows-null",
  "rows-empty",
  "rows-cut",
  "rows-twice",
  "ids-missing",
  "total-low",
  "result-null",
  "result-empty",
  "object-empty",
  "body-empty",
] as const;
export type Damage = (typeof damages)[number];

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

const totals = ["total", "total_num", "total_size", "total_record"];
const isIdentity = (key: string): boolean => /^(id|uuid|identifier|number|notice_type|.*_id)$/.test(key);

/** The text of a valid response, damaged. A response without the affected part is not changed. */
export function damaged(body: string, damage: Damage): string {
  if (damage === "body-empty") return "";
  if (damage === "object-empty") return "{}";
  const answer: unknown = JSON.parse(body);
  if (damage === "result-null" || damage === "result-empty") {
    const result = damage === "result-null" ? null : {};
    return JSON.stringify(isObject(answer) && "result" in answer ? { ...answer, result } : result);
  }
  return JSON.stringify(withRows(answer, (holder, key) => damageRows(holder, key, damage)));
}

/** Changes the object with the rows of a list: the response itself, its result, or the envelope whose result is the list. */
function withRows(answer: unknown, change: (holder: Json, key: string) => Json): unknown {
  if (!isObject(answer)) return answer;
  if (isObject(answer.result)) return { ...answer, result: withRows(answer.result, change) };
  const key = Object.keys(answer).find((name) => Array.isArray(answer[name]));
  return key === undefined ? answer : change(answer, key);
}

function damageRows(holder: Json, key: string, damage: Damage): Json {
  const { [key]: list, ...others } = holder;
  const rows: unknown[] = Array.isArray(list) ? list : [];
  if (damage === "rows-missing") return others;
  if (damage === "rows-null") return { ...holder, [key]: null };
  if (damage === "rows-empty") return { ...holder, [key]: [] };
  if (damage === "rows-cut") return { ...holder, [key]: rows.slice(0, -1) };
  if (damage === "rows-twice")
    return { ...holder, [key]: rows.length > 1 ? [...rows.slice(0, -1), rows[0]] : [...rows, ...rows] };
  if (damage === "ids-missing") return { ...holder, [key]: rows.map(withoutIdentity) };
  const total = totals.find((name) => typeof holder[name] === "number");
  return total === undefined ? holder : { ...holder, [total]: Math.max(0, rows.length - 1) };
}

const withoutIdentity = (row: unknown): unknown =>
  isObject(row) ? Object.fromEntries(Object.entries(row).filter(([key]) => !isIdentity(key))) : row;
