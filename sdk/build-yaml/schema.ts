/**
 * The documented format of `.cloudbuild/build.yml`: the source of the check, the types of `buildYaml` and the JSON schema for
 * editors. Keys missing here may be undocumented, so they cause a warning, never an error.
 */
import { z } from "zod";
import { actions } from "./actions";

const text = (what: string) => z.string().describe(what);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const parameter = z.strictObject({
  name: text("Required. Name of the parameter."),
  value: scalar.describe("Value.").optional(),
});

const resource = z
  .strictObject({
    type: z.enum(["docker", "custom"]).describe("Executors of the service (`docker`) or your own agents (`custom`).").optional(),
    arch: z.enum(["X86", "ARM"]).describe("Architecture. Default: X86.").optional(),
    class: z
      .enum(["2U8G", "4U8G", "8U16G", "16U32G", "16U64G"])
      .describe("Size of the executor; not for your own agents.")
      .optional(),
    pool: text("Agent pool; required with `type: custom`.").optional(),
  })
  .describe("Where the build runs. Takes precedence over the job.");

const cache = z.strictObject({
  type: z.literal("code").describe("Required. Only `code`."),
  local_path: text("Required. Folder to cache."),
  command: text("Command that fills it.").optional(),
  branch: text("Branch of the code.").optional(),
  url: text("URL of the code.").optional(),
});

const keywords = Object.fromEntries(Object.entries(actions).map(([keyword, one]) => [keyword, one.optional()])) as {
  [Keyword in keyof typeof actions]: z.ZodOptional<(typeof actions)[Keyword]>;
};
const step = z.looseObject(keywords).describe("One step: exactly one keyword.").meta({ id: "BuildYamlStep" });

const stages = z
  .strictObject({
    PRE_BUILD: z.array(step).describe("Before the build: checkout, manifest_checkout and sh.").optional(),
    BUILD: z.array(step).describe("Required. The build steps, in order."),
  })
  .describe("The build of a single task.");

const task = z.strictObject({
  job: text("Required. Name of the task."),
  depends_on: z.array(z.string()).describe("Tasks that must succeed before this one starts.").optional(),
  build_ref: text("build.yml of the task, such as `.cloudbuild/build1.yml`.").optional(),
});
const tasks = z.array(task).describe("Required. The tasks.");
const strategy = z
  .enum(["eager", "lazy"])
  .describe("When tasks start: all that can (`eager`), or one priority after the other (`lazy`). Default: eager.")
  .optional();
const condition = text("Condition, such as `p == 1` or `machineArch == 'ARM'`.");

export const buildYamlSchema = z
  .strictObject({
    version: z.literal([2, "2.0"]).describe("Required. Version of the format. Only 2.0."),
    params: z.array(parameter).describe("Parameters, used as `${name}`. Default: those of the job.").optional(),
    env: z
      .strictObject({
        resource: resource.optional(),
        cache: z.array(cache).describe("Folders cached between builds.").optional(),
      })
      .describe("Where the build runs, and what it caches.")
      .optional(),
    envs: z
      .array(z.strictObject({ condition: condition.optional(), resource: resource.optional() }))
      .describe("Instead of `env`: the first entry whose condition is true is used.")
      .optional(),
    buildspace: z
      .strictObject({
        fixed: z.boolean().describe("Whether builds share one folder. Default: false.").optional(),
        path: text("That folder.").optional(),
        clean: z.boolean().describe("Whether the folder is emptied. Default: true.").optional(),
        clean_exclude: z.array(z.string()).describe("What is kept when the folder is emptied.").optional(),
      })
      .describe("The folder of the build, on your own agents or with a concurrency package.")
      .optional(),
    steps: stages.optional(),
    buildflow: z
      .strictObject({ strategy, jobs: tasks })
      .describe("Several dependent tasks, each with its own build.yml.")
      .optional(),
    buildflows: z
      .array(z.strictObject({ condition: condition.optional(), strategy, jobs: tasks }))
      .describe("Instead of `buildflow`: lists of tasks with conditions.")
      .optional(),
  })
  .describe("build.yml of a CodeArts Build job.");
