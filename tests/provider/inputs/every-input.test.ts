/**
 * Every input of every kind, nested ones too: set, changed, null, dropped, empty, odd, not known yet. Each time the preview
 * shows just that, the service holds it as in an object that was made so, and a second deployment and a refresh change nothing.
 */
import { describeReadings } from "codearts-simulator";
import { CheckFailed } from "../../helpers/one-resource";
import { absent, parentOf, shown } from "./place";
import { Made, samples } from "./samples";
import { type Scene, scene } from "./scene";
import { emptyValues, inputPaths, oddValues } from "./schema-paths";
import { type Props, type Subject, subjects } from "./subjects";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A second deployment and a refresh find nothing to do. */
async function settled({ resource }: Scene, declared: Props, what: string): Promise<void> {
  const found = { what, again: (await resource.up(declared)).paths, drift: (await resource.refresh()).paths };
  expect(found).toEqual({ what, again: [], drift: [] });
}

/** Deploys a value; the preview shows the input and nothing else. */
async function deploy(on: Scene, value: unknown, what: string, changes = true): Promise<void> {
  const { resource, input, sample } = on;
  const declared = on.inputs(value);
  const { paths } = await resource.preview(declared);
  const expected = sample.alone && paths.includes(shown(parentOf(input.path))) ? shown(parentOf(input.path)) : shown(input.path);
  const others = paths.filter(
    (path) => path !== expected && !path.startsWith(`${expected}.`) && !path.startsWith(`${expected}[`),
  );
  expect({ what, others, changes: paths.length > 0 }).toEqual({ what, others: [], changes });
  await resource.up(declared);
  await settled(on, declared, what);
}

/** What is live, without ids, times and whatever means "nothing". */
function plain(value: unknown, subject: Subject, key = ""): unknown {
  if (key === "sent" || subject.own.has(key) || subject.usual[key] === JSON.stringify(value)) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => plain(item, subject));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, item]) => [name, plain(item, subject, name)] as const);
    const there = entries.filter(([, item]) => item !== undefined);
    return there.length === 0 ? undefined : Object.fromEntries(there.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value === null || value === "" || value === false || value === "false" ? undefined : value;
}

/** An object that was changed is as one that was made so. */
async function asMadeSo(on: Scene, value: unknown, what: string): Promise<void> {
  const { resource, twin, subject, sample } = on;
  if (sample.identity || (value === absent && sample.unsaid && on.readings["update-omitted"] === "kept")) return;
  const mine = await subject.live(on, String(resource.state()?.id));
  await twin.up({ ...on.inputs(value), ...subject.twin, ...("jobId" in subject.twin ? { jobId: on.made["twin's job"] } : {}) });
  const made = await subject.live(on, String(twin.state()?.id));
  expect({ what, live: plain(mine, subject) }).toEqual({ what, live: plain(made, subject) });
  await twin.destroy();
}

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Props | undefined)?.[key], value);

/** The last body of each operation; of those that write a scan configuration the later one. */
function lastSent({ simulator }: Scene): Props {
  const bodies = simulator.journal().map(({ operation, requestBody }) => [String(operation), requestBody] as const);
  const written = bodies.filter(([operation]) => /^(add|modify)Cicd/.test(operation)).at(-1)?.[1];
  return { ...Object.fromEntries(bodies), written };
}

async function holds(on: Scene, which: 0 | 1): Promise<void> {
  const { sample, subject, resource } = on;
  if (sample.at === undefined) return;
  const sent = lastSent(on);
  const live = { ...(await subject.live(on, String(resource.state()?.id))), sent };
  const value = which === 0 ? sample.set : sample.change;
  const expected = sample.as ? sample.as[which] : value instanceof Made ? on.made[value.name] : value;
  const found = at(live, sample.at);
  if (typeof expected === "object") expect(found).toEqual(expected);
  else expect(String(found)).toBe(String(expected));
}

async function refused(on: Scene, value: unknown): Promise<boolean> {
  const declared = on.inputs(value);
  try {
    await on.resource.check(declared);
    return false;
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    expect(error.message).toContain(on.input.path.split(/[.[{]/)[0]);
    return true;
  }
}

const isRequired = ({ input }: Scene) => !input.optional && input.path !== "region" && input.path !== "projectId";
const startOf = (on: Scene) => (isRequired(on) ? on.sample.set : absent);
const isUsual = ({ sample }: Scene, value: unknown) => sample.usual !== undefined && sample.usual === value;

/** Written, changed, null, and dropped again; ends as it began. */
async function life(on: Scene): Promise<void> {
  const { sample, input, resource } = on;
  const { set, change } = sample;
  const required = isRequired(on);
  if (sample.refused) {
    expect(await refused(on, set)).toBe(true);
    return;
  }
  await resource.up(on.inputs(startOf(on)));
  await settled(on, on.inputs(startOf(on)), "base");
  if (sample.preview) {
    expect((await resource.preview(on.inputs(change))).paths).toEqual([shown(input.path)]);
    return;
  }
  if (!required) await deploy(on, set, "set", !sample.equal && !isUsual(on, set));
  await holds(on, 0);
  await asMadeSo(on, set, "set");
  await deploy(on, change, "change", !sample.equal);
  await holds(on, 1);
  await asMadeSo(on, change, "change");
  if (required) {
    for (const nothing of [absent, null])
      expect({ nothing, refused: await refused(on, nothing) }).toEqual({ nothing, refused: true });
    return;
  }
  const nullIsWrong = await refused(on, null);
  if (!nullIsWrong) {
    await deploy(on, null, "null", !sample.equal && !isUsual(on, change));
    await asMadeSo(on, absent, "null");
    await deploy(on, set, "set again", !sample.equal && !isUsual(on, set));
  }
  await deploy(on, absent, "dropped", !sample.equal && !isUsual(on, nullIsWrong ? change : set));
  await asMadeSo(on, absent, "dropped");
}

/** Each is refused with its path, or held as it is. */
async function oddities(on: Scene): Promise<void> {
  const { sample, input, resource } = on;
  const { schema } = input;
  if (sample.refused) return;
  const start = startOf(on);
  await resource.up(on.inputs(start));
  for (const value of [...emptyValues(schema), ...oddValues(schema)]) {
    if (await refused(on, value)) continue;
    if (sample.identity || sample.closed || sample.preview) continue;
    const what = `odd ${typeof value === "string" ? JSON.stringify(value) : String(value)} ${JSON.stringify(value)}`;
    await resource.up(on.inputs(value)).catch((error: unknown) => {
      throw new Error(`${what}: ${(error as Error).message}`);
    });
    await settled(on, on.inputs(value), what);
    await resource.up(on.inputs(start));
    await settled(on, on.inputs(start), `after ${what}`);
  }
}

/** A value that is not known yet shows as a change of the input, and nowhere as the mark that stands for it. */
async function notKnownYet(on: Scene): Promise<void> {
  const { resource } = on;
  const said: string[] = [];
  const write = jest.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
  try {
    expect((await resource.preview(on.inputs(unknown))).operation).toBe("create");
    if (on.sample.refused) return;
    await resource.up(on.inputs(startOf(on)));
    expect((await resource.preview(on.inputs(unknown))).paths).not.toEqual([]);
  } finally {
    write.mockRestore();
  }
  expect(said.join("")).not.toContain(unknown);
}

const inputsOfAll = subjects.flatMap((subject) => {
  const paths = [...new Map(inputPaths(subject.schema).map((input) => [input.path, input])).values()];
  return paths.map((input) => ({ subject, input, sample: samples[subject.name]?.[input.path] }));
});

test.each(subjects)("$name: every input has its samples and its line in the table, and there are no others", (subject) => {
  const paths = inputsOfAll.filter((one) => one.subject === subject).map(({ input }) => input.path);
  expect(Object.keys(samples[subject.name] ?? {}).sort()).toEqual([...paths].sort());
  expect(Object.keys(subject.fields).sort()).toEqual(paths.filter((path) => /^\w+$/.test(path)).sort());
});

const cases = inputsOfAll.flatMap(({ sample, ...one }) =>
  sample ? [[one.subject.name, one.input.path, { ...one, sample }] as const] : [],
);

test.each(cases)("%s: %s", (_kind, _path, about) =>
  scene(about, {}, async (on) => {
    await notKnownYet(on);
    await life(on);
    await oddities(on);
  }),
);

/** Readings of the service that decide what becomes of an input that is dropped. */
const valuesOf = (name: string) => describeReadings().find((reading) => reading.name === name)?.values ?? [];
const [omitted, defaults] = [valuesOf("update-omitted"), valuesOf("service-defaults")];
const pairs = defaults.map((value, index) => [value, omitted[(index + 1) % omitted.length] ?? ""] as const);

/** Each value of a reading is met by every third input; by all inputs only on demand, which takes three times as long. */
const pairsFor = (index: number) => (process.env.EVERY_READING ? pairs : [pairs[index % pairs.length] ?? ["", ""]]);
const jobs = cases
  .filter(([kind]) => kind === "BuildJob")
  .flatMap(([, path, about], index) => pairsFor(index).map((pair) => [path, ...pair, about] as const));

test.each(jobs)(
  "BuildJob: %s where the service's defaults are %s and what an update leaves out is %s",
  (_, filled, kept, about) => scene(about, { "service-defaults": filled, "update-omitted": kept }, life),
);
