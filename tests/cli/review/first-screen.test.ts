/** The first screen answers whether a change may be merged, and what is equal is said once. */
import { codeQualityJson } from "../../../cli/commands/review/render/code-quality";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { jsonPieces } from "../../../cli/commands/review/render/json";
import { junitXml } from "../../../cli/commands/review/render/junit";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { sarifJson } from "../../../cli/commands/review/render/sarif";
import { textPieces } from "../../../cli/commands/review/render/text";
import { ending, policy, reportOf, step, unknown, whole } from "./events";

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const report = (events: readonly object[], result = "succeeded") => reportOf([...events, ...ending(result)]);
const formats = (of: Awaited<ReturnType<typeof report>>): Record<string, string> => ({
  text: whole(textPieces(of)),
  html: whole(htmlPieces(of)).replace(/<(?:style|script)>[\s\S]*?<\/(?:style|script)>/g, ""),
  ...Object.fromEntries(Object.values(profiles).map((profile) => [profile.host, renderMarkdown(of, { profile, key: "k" })])),
});
const times = (text: string, part: string): number => text.split(part).length - 1;

const removed = many(300, (index) => step("delete", { name: `gone-${index}`, old: { timeout: index } }));
const replaced = many(300, (index) =>
  step("replace", {
    name: `moved-${index}`,
    old: { projectId: "a", n: index },
    new: { projectId: "b", n: index + 1 },
    keys: ["projectId"],
  }),
);
const updated = many(1_500, (index) =>
  step("update", {
    name: `job-${index}`,
    old: { timeout: 1, n: index },
    new: { timeout: 2, n: index % 3 === 0 ? index : index + 1 },
  }),
);

test("a large plan: what stops it and what is lost come first, and everything that goes is named, also in 8,000 characters", async () => {
  const all = formats(
    await report([...removed, ...replaced, ...updated, policy("mandatory", "timeout: is missing.", "job-7")], "failed"),
  );
  for (const [format, text] of Object.entries(all)) {
    const first = text.replace(/<head>[\s\S]*<\/head>/, "").slice(0, 1_500);
    expect([
      format,
      /Do not merge: 1 mandatory finding of 1 policy, 300 jobs are deleted, and 300 jobs are replaced and lose their build history/.test(
        first,
      ),
    ]).toEqual([format, true]);
    const missing = [...many(300, (index) => `gone-${index}`), ...many(300, (index) => `moved-${index}`)].filter(
      (name) => !new RegExp(`\\b${name}\\b`).test(text),
    );
    expect([format, missing]).toEqual([format, []]);
    expect([format, times(text, "eplaced with a new id: build history")]).toEqual([format, 1]);
  }
  expect(all.codearts?.length).toBeLessThanOrEqual(8_000);
  // What blocks the merge is there with its finding, also where the updates find no room.
  for (const [format, text] of Object.entries(all))
    expect([format, text]).toEqual([format, expect.stringContaining("is missing")]);
});

test("where not all names have room, as many as have are there, and how many are not", async () => {
  const long = (index: number) => `team-backend-service-number-${index}-nightly`;
  const events = [
    ...many(100, (index) => step("delete", { name: long(index), old: { timeout: 1 } })),
    ...many(2_500, (index) =>
      step("replace", { name: `x-${long(index)}`, old: { projectId: "a" }, new: { projectId: "b" }, keys: ["projectId"] }),
    ),
  ];
  const all = formats(await report(events));
  for (const host of ["codearts", "github"]) {
    const text = all[host] ?? "";
    const { limit } = Object.values(profiles).find((profile) => profile.host === host) ?? { limit: 0 };
    expect([host, text.length <= limit, text.length > limit - 200]).toEqual([host, true, true]);
    for (const index of [0, 50, 99]) expect([host, text.includes(long(index))]).toEqual([host, true]);
    const named = times(text, "x-team-backend");
    expect([host, named > 40]).toEqual([host, true]);
    expect([host, text]).toEqual([host, expect.stringContaining(`and ${2_500 - named} more`)]);
    expect([host, text]).toEqual([host, expect.stringMatching(/Shortened: 2500 replacements/)]);
  }
});

test("the banner says red, amber or green by the worst thing", async () => {
  const texts = async (events: readonly object[], result = "succeeded") =>
    formats(await report(events, result)).text?.split("\n")[1];
  const update = step("update", { old: { a: 1 }, new: { a: 2 } });
  expect(await texts([update])).toBe("Nothing is deleted, replaced, blocked or unknown.");
  expect(await texts([update, step("delete", { name: "x", old: { deletion: "purge" } })])).toBe(
    "Look before you merge: 1 job is deleted and loses its build history.",
  );
  expect(await texts([update, step("teleport", { name: "x", new: {} })])).toBe(
    "Look before you merge: other changes are not known.",
  );
  expect(await texts([update], "failed")).toMatch(/^Do not merge: the preview failed/);
});

test("what is retained is neither deleted nor lost, and says that nobody manages it any more", async () => {
  const bannerOf = async (...events: object[]) => (await formats(await report(events))).text?.split("\n")[1];
  const purged = { deletion: "purge" };
  const gone = (name: string) => step("delete", { name, old: purged, retainOnDelete: true });
  const moved = step("replace", {
    name: "moved",
    old: { ...purged, projectId: "a" },
    new: { ...purged, projectId: "b" },
    keys: ["projectId"],
    retainOnDelete: true,
  });
  const leftover = step("delete-replaced", { name: "left", old: purged, retainOnDelete: true });
  expect(await bannerOf(gone("x"))).toBe("Look before you merge: 1 job leaves the stack but is retained.");
  expect(await bannerOf(gone("x"), gone("y"), step("delete", { name: "z", old: purged }))).toBe(
    "Look before you merge: 1 job is deleted and loses its build history, and 2 jobs leave the stack but are retained.",
  );
  expect(await bannerOf(moved)).toBe("Look before you merge: 1 job is replaced, and 1 job leaves the stack but is retained.");
  expect(await bannerOf(leftover)).toBe("Look before you merge: 1 job leaves the stack but is retained.");
  const all = formats(await report([moved, leftover]));
  for (const [format, text] of Object.entries(all)) {
    expect([format, text]).toEqual([format, expect.stringMatching(/the old one is retained, and only removed from the state/)]);
    expect([format, text]).toEqual([format, expect.not.stringMatching(/history is lost|deleted now|permanently deleted/)]);
  }
});

test("an output that others may read and that goes or changes asks for a look; a new or not yet known one does not", async () => {
  const bannerOf = async (oldOutputs: Record<string, unknown>, newOutputs: Record<string, unknown>) => {
    const stack = { name: "prod", type: "pulumi:pulumi:Stack", old: {}, new: {} };
    const outputs = step("same", { ...stack, oldOutputs, newOutputs }, "resOutputsEvent");
    const events = [step("same", stack), step("same", stack, "resOutputsEvent"), outputs];
    return formats(await report(events)).text?.split("\n")[1];
  };
  const fine = "Nothing is deleted, replaced, blocked or unknown.";
  expect(await bannerOf({ url: "a" }, { url: "a", id: "1" })).toBe(fine);
  expect(await bannerOf({ url: "a" }, { url: unknown })).toBe(fine);
  expect(await bannerOf({ map: { a: 1 } }, { map: { a: 1, b: 2 } })).toBe(fine);
  expect(await bannerOf({ url: "a", id: "1" }, { url: "a" })).toBe(
    "Look before you merge: 1 stack output that others may read is removed.",
  );
  expect(await bannerOf({ url: "a", text: "a\nb", map: { a: 1, b: 2 } }, { url: "b", text: "a\nc", map: { a: 2 } })).toBe(
    "Look before you merge: 3 stack outputs that others may read change.",
  );
});

test("two hundred equal differences are one block that names all", async () => {
  const maven = (version: string) => [{ module: "m", name: "Build", version, properties: {} }];
  const events = many(200, (index) =>
    step("update", { name: `job-${index}`, old: { steps: maven("1.0") }, new: { steps: maven("1.1") } }),
  );
  const all = formats(
    await report([...events, step("update", { name: "other", old: { steps: maven("1.0") }, new: { steps: maven("2.0") } })]),
  );
  for (const [format, text] of Object.entries(all)) {
    expect([format, text.includes("200 jobs")]).toEqual([format, true]);
    // Marks of differing characters may stand inside a value.
    expect([format, times(text.replace(/<\/?mark>/g, ""), "1.1")]).toEqual([format, 1]);
    expect([format, many(200, (index) => `job-${index}`).filter((name) => !new RegExp(`\\b${name}\\b`).test(text))]).toEqual([
      format,
      [],
    ]);
  }
});

test("a rule, what it found and what to do are said once, its places each, with severity and pack", async () => {
  const found = many(15, (index) => {
    const event = policy(
      "advisory",
      `Jobs have a timeout.\nsteps[${index}].timeout: is missing.\nRemediation: set one`,
      `job-${index}`,
    );
    Object.assign((event as { policyEvent: object }).policyEvent, { severity: "high" });
    return event;
  });
  const all = formats(await report([step("update", { old: { a: 1 }, new: { a: 2 } }), ...found]));
  for (const [format, text] of Object.entries(all)) {
    for (const once of ["Jobs have a timeout", "set one", "no-secret"])
      expect([format, once, times(text, once)]).toEqual([format, once, 1]);
    for (const about of ["high", "codearts 1.0.0"]) expect([format, text.includes(about)]).toEqual([format, true]);
    for (const index of [0, 7, 14]) expect([format, text.includes(`steps[${index}].timeout`)]).toEqual([format, true]);
  }
});

test("a delete and a create with the same inputs are perhaps a new name", async () => {
  const inputs = { timeout: { hours: 3 }, steps: [{ module: "m", name: "Build" }] };
  const all = formats(
    await report([
      step("delete", { name: "old-name", old: { name: "old-name", ...inputs } }),
      step("create", { name: "new-name", new: { name: "new-name", ...inputs } }),
      step("delete", { name: "gone", old: { name: "gone", timeout: { hours: 5 } } }),
    ]),
  );
  for (const [format, text] of Object.entries(all)) {
    const plain = text.replaceAll("&quot;", '"');
    expect([format, times(plain, 'aliases: [{ name: "old-name" }]')]).toEqual([format, 1]);
  }
});

test("a large plan in the files for programs: their first lines say what stops it", async () => {
  const of = await report([...removed, ...replaced, ...updated, policy("mandatory", "timeout: is missing.", "job-7")], "failed");
  const json = whole(jsonPieces(of)).slice(0, 400);
  for (const part of ['"blockedBy": 1', '"headline": "300 delete, 300 replace, 1500 update"']) expect(json).toContain(part);
  expect(junitXml(of).slice(0, 400)).toContain('tests="2" failures="1" errors="0" skipped="0"');
  for (const text of [sarifJson(of), codeQualityJson(of)])
    expect(text.slice(0, 2_000)).toContain('job \\"job-7\\", timeout: is missing.');
});
