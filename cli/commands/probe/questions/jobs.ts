/** Questions about the configuration of a job. */
import {
  configOf,
  createJob,
  dig,
  found,
  isNothing,
  jobBody,
  type LiveConfig,
  listAt,
  must,
  oneOf,
  parameter,
  parametersOf,
  type QuestionGroup,
  type ReadingAnswers,
  resultOf,
  type Scene,
  shell,
  unclear,
} from "../scene";

const isTrue = (value: unknown): boolean => value === true || value === "true";
const namesOf = (config: LiveConfig): unknown[] => parametersOf(config).map(({ name }) => name);

const settings: QuestionGroup = {
  readings: ["config-steps", "config-optional", "step-properties", "code-branch-omitted", "update-omitted", "update-unlisted"],
  async ask(scene) {
    const name = scene.name();
    const step = shell("exit 0");
    const timeout = { limit: "1", unit: "hour" as const };
    const id = await createJob(scene, { auto_update_sub_module: "true", timeout, steps: [step] }, name);
    const made = await configOf(scene, id, "true");
    must(await scene.send("updateJob", { body: { ...jobBody(scene, name), job_id: id, build_if_code_updated: true } }));
    const updated = await configOf(scene, id, "true");
    const properties = Object.keys(Object(dig(made, "steps", 0, "properties"))).filter((key) => !(key in step.properties));
    const steps = Array.isArray(made.steps);
    return {
      "config-steps": found(steps ? "returned" : "null"),
      "config-optional": found(isNothing(made.timeout) ? "left-out" : "returned"),
      "step-properties": steps
        ? found(properties.length > 0 ? "added" : "untouched")
        : unclear("the service does not answer the steps of a job"),
      "code-branch-omitted": found(namesOf(made).includes("codeBranch") ? "added" : "left-out"),
      "update-omitted": isTrue(made.auto_update_sub_module)
        ? found(isTrue(updated.auto_update_sub_module) ? "kept" : "reset")
        : unclear("auto_update_sub_module does not come back"),
      "update-unlisted": found(isTrue(updated.build_if_code_updated) ? "taken" : "ignored"),
    };
  },
};

const secret = "probe-secret";
const token = (value: string) =>
  parameter({ name: "probe_token", type: "normalparam", defaultValue: value, sensitiveVar: "true" });

const parameters: QuestionGroup = {
  readings: ["parameter-order", "enumeration-type", "mask", "masked-value"],
  async ask(scene) {
    const name = scene.name();
    const limited = (what: string, type: string) => parameter({ name: what, type, defaultValue: "a" }, ["a", "b"]);
    const sent = [limited("probe_b", "customizeparam"), limited("probe_a", "normalparam"), token(secret)];
    const id = await createJob(scene, { parameters: sent }, name);
    const read = parametersOf(await configOf(scene, id, "true"));
    const own = read.filter((one) => one.name === "probe_a" || one.name === "probe_b");
    const byName = new Map(own.map((one) => [one.name, one.type]));
    const types = [byName.get("probe_b"), byName.get("probe_a")].join();
    const mask = read.find((one) => one.name === "probe_token")?.defaultValue;
    return {
      "parameter-order": oneOf(
        { "as-sent": own[0]?.name === "probe_b", "by-name": own[0]?.name === "probe_a" },
        "the parameters do not come back",
      ),
      "enumeration-type": oneOf(
        {
          "as-sent": types === "customizeparam,normalparam",
          customizeparam: types === "customizeparam,customizeparam",
          normalparam: types === "normalparam,normalparam",
        },
        `customizeparam and normalparam come back as ${types}`,
      ),
      ...(await masks(scene, { id, name, mask })),
    };
  },
};

async function masks(scene: Scene, { id, name, mask }: { id: string; name: string; mask: unknown }): Promise<ReadingAnswers> {
  if (typeof mask !== "string" || !/^\*+$/.test(mask)) {
    const why = unclear("a private value does not come back as asterisks");
    return { mask: why, "masked-value": why };
  }
  if (mask.length !== secret.length)
    return {
      mask: found("fixed"),
      "masked-value": unclear("every mask has the same length, so that none tells what is behind it"),
    };
  must(await scene.send("updateJob", { body: { ...jobBody(scene, name, { parameters: [token("***")] }), job_id: id } }));
  const after = parametersOf(await configOf(scene, id, "true")).find((one) => one.name === "probe_token")?.defaultValue;
  return {
    mask: found("same-length"),
    "masked-value": oneOf({ kept: after === mask, stored: after === "***" }, "the mask changes its length"),
  };
}

const leastJob: QuestionGroup = {
  readings: ["service-defaults", "all-parameters", "disable-info", "charge-time", "count-limit"],
  async ask(scene) {
    const id = await createJob(scene, {
      parameters: [parameter({ name: "probe_default", type: "normalparam", defaultValue: "a", defaults: "true" })],
    });
    const path = { job_id: id };
    const shown = async (all?: "true" | "false") => namesOf(await configOf(scene, id, all)).includes("probe_default");
    const [unsaid, yes, no] = [await shown(), await shown("true"), await shown("false")];
    const { host_type, flavor, auto_update_sub_module } = await configOf(scene, id, "true");
    const filled = [flavor, auto_update_sub_module].filter((value) => !isNothing(value)).length;
    const disabled = resultOf(must(await scene.send("getJobDisableInfo", { path })));
    const charge = dig(resultOf(must(await scene.send("getJobInfo", { path }))), "charge_time");
    const count = resultOf(must(await scene.send("checkJobCountLimit", {})));
    return {
      "service-defaults": oneOf(
        {
          observed: !isNothing(host_type) && filled === 0,
          filled: !isNothing(host_type) && filled === 2,
          "left-out": isNothing(host_type) && filled === 0,
        },
        "some defaults are filled in that no reading has",
      ),
      "all-parameters": yes === no ? unclear("get_all_params changes nothing") : found(String(unsaid === yes)),
      "disable-info": found(disabled === null ? "null" : "object"),
      "charge-time": oneOf(
        { number: typeof charge === "number", text: typeof charge === "string", null: charge === null },
        "getJobInfo has no charge_time",
      ),
      // A job has just been created, so the tenant has not reached its quota.
      "count-limit": oneOf({ within: count === true, reached: count === false }, "the answer is neither true nor false"),
    };
  },
};

/** A code source that does not exist; the service may check and refuse it. */
const source = (ids: object) => ({
  scms: [
    {
      url: "https://git.example.invalid/probe/probe.git",
      repo_id: "1",
      web_url: "https://git.example.invalid/probe/probe",
      scm_type: "github",
      branch: "main",
      ...ids,
    },
  ],
});

const endpoint: QuestionGroup = {
  readings: ["endpoint-id"],
  async ask(scene) {
    const id = "0".repeat(31);
    const takes = async (field: "end_point_id" | "endpoint_id", value: string) => {
      const scm = dig(await configOf(scene, await createJob(scene, source({ [field]: value }))), "scms", 0);
      return [dig(scm, "end_point_id"), dig(scm, "endpoint_id")].includes(value);
    };
    const [old, later] = [await takes("end_point_id", `${id}1`), await takes("endpoint_id", `${id}2`)];
    return {
      "endpoint-id": oneOf(
        { both: old && later, end_point_id: old && !later, endpoint_id: later && !old },
        "neither name comes back",
      ),
    };
  },
};

const lists: QuestionGroup = {
  readings: ["job-list-envelope", "job-list-first-page"],
  async ask(scene) {
    const name = scene.name();
    await createJob(scene, {}, name);
    const page = async (page_index: number) => {
      const path = { project_id: scene.projectId };
      return must(await scene.send("listProjectJobs", { path, query: { page_index, page_size: 10, search: name } }));
    };
    const [zero, one] = [await page(0), await page(1)];
    const forms = { bare: ["jobs"], "result-jobs": ["result", "jobs"], "result-job-list": ["result", "job_list"] };
    const form = Object.entries(forms).find(([, path]) => Array.isArray(dig(zero.body, ...path)));
    const has = ({ body }: typeof zero) => listAt(body, ...(form?.[1] ?? [])).some((row) => dig(row, "job_name") === name);
    const where = has(one) ? found("1") : has(zero) ? found("0") : unclear("the list does not find the new job by its name");
    return {
      "job-list-envelope": form ? found(form[0]) : unclear("the list has a form of its own"),
      "job-list-first-page": where,
    };
  },
};

const deletions: QuestionGroup = {
  readings: ["delete-jobs-result", "recycled-name"],
  async ask(scene) {
    const name = scene.name();
    const job_ids = [await createJob(scene, {}, name), await createJob(scene)];
    const answer = dig(resultOf(must(await scene.send("deleteJobs", { body: { job_ids } }))), "job_id");
    const query = { project_id: scene.projectId, job_name: name };
    const taken = resultOf(must(await scene.send("checkJobNameExists", { query })));
    return {
      "delete-jobs-result": oneOf(
        { first: answer === job_ids[0], last: answer === job_ids[1], null: isNothing(answer) },
        "the result names another job",
      ),
      "recycled-name": oneOf({ held: taken === true, free: taken === false }, "the answer is neither true nor false"),
    };
  },
};

export const jobParts: readonly QuestionGroup[] = [settings, parameters, leastJob, lists, deletions, endpoint];
