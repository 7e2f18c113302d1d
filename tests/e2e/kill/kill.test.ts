/**
 * A deployment that is killed and run again ends with exactly the declared objects, none twice. Two moments here; all twenty:
 * CODEARTS_KILL_MOMENTS=20 npm run unit -- tests/e2e/kill
 */
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";
import { declared, killedUp, numbersOf, objectsOf, program } from "./campaign";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const moments = Number(process.env.CODEARTS_KILL_MOMENTS ?? 2);
const seed = 20261122;

test(
  `killed at ${moments} moments`,
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: program(0), env }, async (stack) => {
        simulator.setLatency({ fixed: 25 });
        const random = numbersOf(seed);
        let killed = 0;
        for (let moment = 0; moment < moments; moment++) {
          stack.write("index.ts", program(moment));
          const [requests, wait] = [1 + Math.floor(random() * 24), random() * 60];
          if (await killedUp(stack, simulator, requests, wait)) killed += 1;
          await stack.pulumi("cancel", "--yes", "--stack", "test").catch(() => undefined);
          const again = await stack.up({ mayFail: true });
          expect({ moment, requests, wait, code: again.code, said: again.code === 0 ? "" : again.stdout }).toEqual({
            moment,
            requests,
            wait,
            code: 0,
            said: "",
          });
          expect({ moment, requests, wait, ...(await objectsOf(simulator)) }).toEqual({
            moment,
            requests,
            wait,
            ...declared(moment),
          });
        }
        expect(killed).toBeGreaterThan(moments / 2);
        expect(Object.keys((await stack.up()).changes)).toEqual(["same"]);
      }),
    ),
  120_000 + moments * 120_000,
);
