/**
 * Stacks that earlier releases wrote, under the real engine: the same program changes nothing in them, their provider text stays
 * as it is, byte by byte, and what only a later release can read is refused with a sentence.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../../tools/lib/installation";
import { type StackState, type StateResource, withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";
import { operationsOf } from "../../helpers/verbs";

/** `stack export --show-secrets` of a stack of all kinds, and the program that made it. Kept for ever, one for each form of state. */
interface Written {
  program: string;
  state: StackState;
}

const folder = join(__dirname, "../../fixtures/stacks");
const stacks = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8")) as Written] as const,
);
const kinds = ["BuildJob", "BuildRun", "BuildTemplate", "CicdConfiguration", "Keystore", "Notice"];

const ours = ({ deployment }: StackState) => (deployment.resources ?? []).filter(({ type }) => type.includes("/codearts:"));
const providersOf = (resources: StateResource[]) =>
  resources.map(({ urn, inputs, outputs }) => `${urn} ${inputs?.__provider} ${outputs?.__provider}`).sort();

/** The state as if its objects were those that the simulator has now: ids are the service's choice. */
function withIdsOf(live: StackState, written: StackState): StackState {
  const idsNow = new Map(ours(live).map(({ urn, id = "" }) => [urn, id]));
  const job = (state: StackState) => ours(state).find(({ type }) => type.endsWith(":BuildJob"))?.id ?? "";
  const text = JSON.stringify(written).replaceAll(job(written), job(live));
  const state = JSON.parse(text) as StackState;
  for (const one of ours(state)) one.id = idsNow.get(one.urn) ?? "";
  return state;
}

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

test.each(stacks)(
  "%s: nothing to do, the provider text byte-equal, and a later form refused",
  (_file, { program, state: written }) =>
    withSimulator((simulator, env) =>
      withStack({ program, env }, async (stack) => {
        expect(
          ours(written)
            .map(({ type }) => type.split(":").at(-1))
            .sort(),
        ).toEqual(kinds);
        await stack.up();
        const state = withIdsOf(await stack.export(), written);
        await stack.importState(state);
        simulator.clearJournal();

        const same = await stack.up();
        expect(same.changes).toEqual({ same: kinds.length + 1 });
        expect(providersOf(ours(await stack.export()))).toEqual(providersOf(ours(written)));
        expect(operationsOf(simulator)).toEqual([]);

        for (const one of ours(state)) if (one.outputs) one.outputs.__version = 99;
        await stack.importState(state);
        const refused = await stack.up({ mayFail: true });
        expect(refused.code).not.toBe(0);
        expect(refused.diagnostics).toMatch(
          /codearts:\w+ "[\w.-]+"[^\n]*: this state is of a later release \(form 99\); use at least that release of pulumi-codearts/,
        );
        expect(refused.diagnostics).not.toMatch(/^\s+at /m);
        expect(operationsOf(simulator)).toEqual([]);
      }),
    ),
  180_000,
);
