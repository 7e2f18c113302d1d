/**
 * The file `.cloudbuild/build.yml`, as the manual has it: the one source of what is checked, of the types of `buildYaml` and of the JSON
 * schema for editors. A key that is not here may be one of the service's that no page shows; it is warned about and never refused.
 */
import { z } from "zod";
import { actions } from "./actions";

const text = (what: string) => z.string().describe(what);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const parameter = z.strictObject({
  name: text("Required. Name of the parameter."),
  value: scalar.describe("Its value.").optional(),
});

const resource = z
  .strictObject({
    type: z
      .enum(["docker", "custom"])
      .describe("Executors of the service (`docker`) or agents of your own (`custom`).")
      .optional(),
    arch: z.enum(["X86", "ARM"]).describe("Architecture. Default: X86.").optional(),
    class: z
      .enum(["2U8G", "4U8G", "8U16G", "16U32G", "16U64G"])
      .describe("Size of the executor, which agents of your own do not have.")
      .optional(),
    pool: text("Agent pool; required with `type: custom`.").optional(),
  })
  .describe("Where the build runs. Wins over what the job says.");

const cache = z.strictObject({
  type: z.literal("code").describe("Required. `code`, the only one."),
  local_path: text("Required. Folder that is kept."),
  command: text("Command that fills it.").optional(),
  branch: text("Branch of the code.").optional(),
  url: text("Address of the code.").optional(),
});

const keywords = Object.fromEntries(Object.entries(actions).map(([keyword, one]) => [keyword, one.optional()])) as {
  [Keyword in keyof typeof actions]: z.ZodOptional<(typeof actions)[Keyword]>;
};
const step = z.looseObject(keywords).describe("One step: exactly one keyword.").meta({ id: "BuildYamlStep" });

const stages = z
  .strictObject({
    PRE_BUILD: z.array(step).describe("Before the build: checkout, manifest_checkout and sh.").optional(),
    BUILD: z.array(step).describe("Required. The build, in the order of the list."),
  })
  .describe("The build of a single task.");

const task = z.strictObject({
  job: text("Required. Name of the task."),
  depends_on: z.array(z.string()).describe("Tasks that have to end well before this one starts.").optional(),
  build_ref: text("build.yml of the task, such as `.cloudbuild/build1.yml`.").optional(),
});
const tasks = z.array(task).describe("Required. The tasks.");
const strategy = z
  .enum(["eager", "lazy"])
  .describe("When tasks start: all that can (`eager`), or one priority after the other (`lazy`). Default: eager.")
  .optional();
const condition = text("When this one is taken, such as `p == 1` or `machineArch == 'ARM'`.");

export const buildYamlSchema = z
  .strictObject({
    version: z.literal([2, "2.0"]).describe("Required. Version of the format: 2.0, the only one."),
    params: z.array(parameter).describe("Parameters, used as `${name}`. Without these the job's own are used.").optional(),
    env: z
      .strictObject({
        resource: resource.optional(),
        cache: z.array(cache).describe("What is kept from build to build.").optional(),
      })
      .describe("Where the build runs, and what it keeps.")
      .optional(),
    envs: z
      .array(z.strictObject({ condition: condition.optional(), resource: resource.optional() }))
      .describe("In place of `env`: the first whose condition holds.")
      .optional(),
    buildspace: z
      .strictObject({
        fixed: z.boolean().describe("Whether builds use one folder. Default: false.").optional(),
        path: text("That folder.").optional(),
        clean: z.boolean().describe("Whether it is emptied. Default: true.").optional(),
        clean_exclude: z.array(z.string()).describe("What stays when it is emptied.").optional(),
      })
      .describe("The folder of the build, on agents of your own or with a concurrency package.")
      .optional(),
    steps: stages.optional(),
    buildflow: z
      .strictObject({ strategy, jobs: tasks })
      .describe("Several tasks that depend on each other, each with a build.yml of its own.")
      .optional(),
    buildflows: z
      .array(z.strictObject({ condition: condition.optional(), strategy, jobs: tasks }))
      .describe("In place of `buildflow`: lists of tasks with conditions.")
      .optional(),
  })
  .describe("build.yml of a CodeArts Build job.");
