/** What a failed or left-out resource means for those that take something from it, under the real engine. */
import { createClient } from "../../../provider/create-client";
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const program = `
import * as codearts from "pulumi-codearts";
const a = new codearts.BuildJob("a");
new codearts.Notice("mail", { jobId: a.id, channel: "MAIL", events: ["buildJobFail"] });
new codearts.BuildJob("b", { parameters: { base: a.id, none: a.flavor.apply((flavor) => flavor ?? "none") } });
new codearts.BuildJob("c");
`;
const notKnown = "unknown: the resource that it comes from has failed or is excluded from this deployment";

test(
  "--continue-on-error, --target and --exclude: nothing is made without a value that is not known, and the reason is said",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program, env }, async (stack) => {
        const jobs = async () => {
          const { region, endpoints, credentials, projectId } = simulator;
          const names: string[] = [];
          const path = { project_id: projectId };
          for await (const { job_name } of createClient({ region, endpoints, ...credentials }).each("listProjectJobs", { path }))
            names.push(String(job_name));
          return names.sort();
        };
        const refused = async (...args: string[]) => {
          const { code, diagnostics } = await stack.up({ mayFail: true, args });
          expect(code).not.toBe(0);
          expect(diagnostics).not.toContain("missing");
          return diagnostics;
        };
        simulator.setFaults([{ on: "createJob", errorCode: { code: "CB.00050001", message: "made-up refusal" } }]);
        const failed = await refused("--continue-on-error");
        // The engine ends with the first resource that is refused, and which of the two that is the program does not say.
        expect(failed).toMatch(new RegExp(`(jobId|parameters\\["base"\\]): ${notKnown}`));
        expect(failed.match(/create codearts:BuildJob "a"[^\n]*made-up refusal/g)).toHaveLength(1);
        simulator.setFaults([]);

        await stack.up({ args: ["--target", "**BuildJob::c"] });
        expect(await refused("--target", "**Notice::mail")).toContain(`jobId: ${notKnown}`);
        const excluded = await refused("--exclude", "**BuildJob::a", "--exclude", "**Notice::mail", "--continue-on-error");
        expect(excluded).toContain(`parameters["base"]: ${notKnown}`);
        expect(await jobs()).toEqual(["c"]);
        await stack.up();
        expect(await jobs()).toEqual(["a", "b", "c"]);
      }),
    ),
  300_000,
);
