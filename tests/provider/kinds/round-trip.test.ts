/** Random declarations of the four smaller kinds through check, wire and back: at least 300 each. */
import fc, { type Arbitrary } from "fast-check";
import { buildTemplate, holds, templateToWire } from "../../../provider/kinds/build-template/kind";
import { cicdConfiguration, listsToWire } from "../../../provider/kinds/cicd-configuration/kind";
import { keystore } from "../../../provider/kinds/keystore/kind";
import { notice, noticeBody } from "../../../provider/kinds/notice/kind";
import { checkInputs } from "../../../provider/lifecycle/check";
import { difference } from "../../../provider/lifecycle/diff";
import type { Kind } from "../../../provider/lifecycle/kind";

const runs = { numRuns: 400, seed: 20261122 };
const region = "cn-north-4";
const id = "0123456789abcdef0123456789abcdef";
type Props = Record<string, unknown>;

/** Inputs as check leaves them; a random declaration that check refuses is a mistake of the test. */
function checked<I>(kind: Pick<Kind<never, never>, "schema"> & { fields: object; rules?: unknown }, declared: Props): I {
  const { inputs, problems } = checkInputs(kind as never, { region, ...declared }, {});
  expect(problems).toEqual([]);
  return inputs as I;
}

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((one) => !/^\*+$/.test(one) && one.trim() !== "" && !/\p{Cc}/u.test(one));
const maybe = <T>(value: Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Two declarations that differ in one input, and which. */
function oneApart<T extends Props>(whole: Arbitrary<T>): Arbitrary<{ before: T; after: T; input: string }> {
  return fc
    .tuple(whole, whole)
    .chain(([before, other]) =>
      fc.constantFrom(...Object.keys(before)).map((input) => ({ before, after: { ...before, [input]: other[input] }, input })),
    );
}
const kept = (props: Props): Props => Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));

describe("Notice", () => {
  const events = fc.shuffledSubarray(["buildJobSuccess", "buildJobFail", "updateConfigJob", "deleteJob", "forbiddenJob"]);
  const address = fc.webUrl();
  const robot = fc.oneof(
    fc.record({ webhook: address, signingKey: maybe(text) }),
    fc.record({
      paramConfig: fc.oneof(
        text,
        fc.json().filter((one) => !/^\s*$/.test(one)),
      ),
    }),
  );
  const chat = fc.tuple(fc.constantFrom("DING_TALK", "WECOM", "FEISHU"), robot).map(([channel, more]) => ({ channel, ...more }));
  const plain = fc.constantFrom({ channel: "MAIL" }, { channel: "MESSAGE" });
  const declarations = fc
    .tuple(fc.oneof(chat, plain), events, maybe(fc.boolean()))
    .map(([where, on, useProjectNotice]) => kept({ jobId: id, ...where, events: on, useProjectNotice }));
  const liveOf = (body: ReturnType<typeof noticeBody>) => ({
    notice_type: body.notice_type,
    enable_map: Object.fromEntries(body.enabled_event_type_names.map((event) => [event, true])),
    param_config: body.param_config ?? null,
  });

  test("comes back as declared, also masked, and in any order of events", () => {
    fc.assert(
      fc.property(declarations, (declared) => {
        const inputs = checked<Parameters<typeof noticeBody>[0]>(notice, declared);
        const live = liveOf(noticeBody(inputs));
        for (const seen of [live, { ...live, param_config: live.param_config && "*****" }]) {
          const view = notice.view(seen, inputs, `${id}/${inputs.channel}`, region);
          expect([view.inputs, view.undeclared]).toEqual([inputs, []]);
        }
        expect(difference(notice.fields, inputs, { ...inputs, events: [...inputs.events].reverse() }).changed.size).toBe(0);
      }),
      runs,
    );
  });

  test("any other event is detected, and a robot set outside the program is kept", () => {
    fc.assert(
      fc.property(
        declarations,
        fc.constantFrom("buildJobFail" as const, "deleteJob" as const),
        address,
        (declared, event, theirs) => {
          const inputs = checked<Parameters<typeof noticeBody>[0]>(notice, declared);
          const live = liveOf(noticeBody(inputs));
          const on = live.enable_map[event] === true;
          const view = notice.view(
            { ...live, enable_map: { ...live.enable_map, [event]: !on } },
            inputs,
            `${id}/${inputs.channel}`,
            region,
          );
          expect([...difference(notice.fields, view.inputs, inputs).changed]).toEqual(["events"]);
          if (inputs.webhook !== undefined || inputs.paramConfig !== undefined) return;
          expect(noticeBody(inputs, inputs, { ...live, param_config: theirs }).param_config).toBe(theirs);
        },
      ),
      runs,
    );
  });
});

describe("CicdConfiguration", () => {
  const list = maybe(fc.uniqueArray(text, { maxLength: 6 }));
  const declarations = fc.record({
    name: text,
    vulnerabilityWhitelist: list,
    vulnerabilityBlocklist: list,
    imageWhitelist: list,
  });
  type Inputs = Parameters<typeof listsToWire>[0];
  const none = {
    vulnerability_whitelist: [] as string[],
    vulnerability_blocklist: [] as string[],
    image_whitelist: [] as string[],
  };
  const liveOf = (inputs: Inputs) => ({
    configuration: { cicd_id: id, cicd_name: inputs.name, ...none, ...listsToWire(inputs) },
  });

  test("comes back as declared, in any order of the lists", () => {
    fc.assert(
      fc.property(declarations, (declared) => {
        const inputs = checked<Inputs>(cicdConfiguration, kept(declared));
        const live = liveOf(inputs);
        const { vulnerability_blocklist } = live.configuration;
        const turned = {
          configuration: { ...live.configuration, vulnerability_blocklist: [...vulnerability_blocklist].reverse() },
        };
        expect(cicdConfiguration.view(turned, inputs, id, region)).toMatchObject({ inputs, undeclared: [] });
      }),
      runs,
    );
  });

  test("one changed input is exactly that change; an undeclared entry is detected in declared lists and kept in others", () => {
    fc.assert(
      fc.property(oneApart(declarations), text, ({ before, after, input }, theirs) => {
        const [applied, declared] = [
          checked<Inputs>(cicdConfiguration, kept(before)),
          checked<Inputs>(cicdConfiguration, kept(after)),
        ];
        const { changed } = difference(cicdConfiguration.fields, applied, declared);
        expect([...changed].filter((key) => key !== input)).toEqual([]);
        const { configuration } = liveOf(applied);
        fc.pre(!configuration.image_whitelist.includes(theirs));
        const live = { ...configuration, image_whitelist: [...configuration.image_whitelist, theirs] };
        const view = cicdConfiguration.view({ configuration: live }, applied, id, region);
        const found = difference(cicdConfiguration.fields, view.inputs, applied).changed.has("imageWhitelist");
        expect([found, view.undeclared.includes("imageWhitelist")]).toEqual(
          applied.imageWhitelist ? [true, false] : [false, true],
        );
        if (!applied.imageWhitelist && !declared.imageWhitelist) {
          expect(listsToWire(declared, applied, live).image_whitelist).toContain(theirs);
        }
      }),
      runs,
    );
  });
});

describe("Keystore", () => {
  const user = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 8 }).filter((one) => one.trim() !== "");
  const right = maybe(fc.boolean());
  const permission = fc.record({ userId: user, use: right, modify: right, delete: right, manage: right }).map(kept);
  const declarations = fc.record({
    name: fc.stringMatching(/^[a-z0-9 发布._-]{1,20}\.(jks|pem|xml)$/),
    content: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64")),
    description: maybe(text),
    shared: right,
    permissions: maybe(fc.dictionary(user, permission, { maxKeys: 4 })),
  });
  type Inputs = Parameters<NonNullable<typeof keystore.create>>[1];
  const liveOf = (inputs: Inputs) => ({
    file: {
      id,
      keystore_name: inputs.name,
      description: inputs.description ?? "",
      share: inputs.shared ? (1 as const) : (0 as const),
    },
    permissions: Object.entries(inputs.permissions ?? {}).map(([user_name, one]) => ({
      id: user_name,
      user_name,
      is_creator: false,
      usage: one.use ?? true,
      modify: one.modify ?? false,
      delete: one.delete ?? false,
      setting: one.manage ?? false,
    })),
  });

  test("comes back as declared", () => {
    fc.assert(
      fc.property(declarations, (declared) => {
        const inputs = checked<Inputs>(keystore, kept(declared));
        expect(keystore.view(liveOf(inputs), inputs, id, region)).toEqual({ inputs, undeclared: [] });
      }),
      runs,
    );
  });

  test("one changed input is just that change; other rights are found, other people's entries are left alone", () => {
    fc.assert(
      fc.property(oneApart(declarations), ({ before, after, input }) => {
        const [applied, declared] = [checked<Inputs>(keystore, kept(before)), checked<Inputs>(keystore, kept(after))];
        expect([...difference(keystore.fields, applied, declared).changed].filter((key) => key !== input)).toEqual([]);
        const live = liveOf(applied);
        const foreign = { id: "f", user_name: "\u0001foreign", is_creator: false, usage: true };
        const beside = keystore.view({ ...live, permissions: [...live.permissions, foreign] }, applied, id, region);
        expect(beside.inputs).toEqual(applied);
        expect(beside.undeclared).toEqual([`permissions[${JSON.stringify(foreign.user_name)}]`]);
        const [first, ...others] = live.permissions;
        if (!first) return;
        const other = keystore.view(
          { ...live, permissions: [{ ...first, modify: !first.modify }, ...others] },
          applied,
          id,
          region,
        );
        expect([...difference(keystore.fields, other.inputs, applied).changed]).toEqual(["permissions"]);
      }),
      runs,
    );
  });
});

describe("BuildTemplate", () => {
  const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
  const step = fc.record({
    module: word,
    version: maybe(word),
    enabled: maybe(fc.boolean()),
    properties: maybe(fc.dictionary(word, json, { maxKeys: 3 })),
  });
  const declarations = fc.record({
    name: fc.stringMatching(/^[\u4e00-\u4eff0-9A-Za-z_-]{1,12}$/),
    description: maybe(text),
    toolType: maybe(word),
    steps: maybe(
      fc.array(step.map(kept), { maxLength: 4 }).map((steps) => steps.map((one, index) => ({ ...one, name: `Step ${index}` }))),
    ),
    parameters: maybe(
      fc.dictionary(
        fc.constantFrom("codeBranch", "Alpha", "beta"),
        fc.oneof(fc.constant("x"), fc.record({ default: word, runtime: fc.boolean() })),
      ),
    ),
    updateSubmodules: maybe(fc.boolean()),
    image: maybe(word),
  });
  type Inputs = Parameters<typeof templateToWire>[0];
  const liveOf = (inputs: Inputs) =>
    JSON.parse(JSON.stringify({ ...templateToWire(inputs), uuid: id })) as Parameters<typeof holds>[0];

  test("a template that was made from a declaration is recognised, and comes back to whoever looks it up", () => {
    fc.assert(
      fc.property(declarations, (declared) => {
        const inputs = checked<Inputs>(buildTemplate, JSON.parse(JSON.stringify(kept(declared))) as Props);
        expect(holds(liveOf(inputs), inputs)).toBe(true);
        expect(buildTemplate.view({ uuid: id }, inputs, id, region).inputs).toEqual(inputs);
        const whole = buildTemplate.view(liveOf(inputs), undefined, id, region).inputs;
        expect(holds(liveOf(inputs), whole)).toBe(true);
      }),
      runs,
    );
  });

  test("one changed input is just that change, and no longer the same template", () => {
    fc.assert(
      fc.property(oneApart(declarations), ({ before, after, input }) => {
        const plain = (one: Props) => JSON.parse(JSON.stringify(kept(one))) as Props;
        const [applied, declared] = [checked<Inputs>(buildTemplate, plain(before)), checked<Inputs>(buildTemplate, plain(after))];
        const { changed, replaces } = difference(buildTemplate.fields, applied, declared);
        expect([...changed].filter((key) => key !== input)).toEqual([]);
        expect(replaces).toEqual([...changed]);
        if (changed.has("name") || changed.has("steps")) expect(holds(liveOf(applied), declared)).toBe(false);
      }),
      runs,
    );
  });
});
