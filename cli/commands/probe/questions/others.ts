/** Questions about refusals, notices, groups, files and scan configurations. */
import { isObject } from "../../../../provider/lifecycle/values";
import { createJob, dig, found, isNothing, listAt, must, oneOf, type QuestionGroup, refusal, resultOf, unclear } from "../scene";

const noJob = "0".repeat(32);

const refusals: QuestionGroup = {
  readings: ["refusals", "missing-job", "envelope-error"],
  async ask({ send }) {
    const { status, body, error } = await send("getJobInfo", { path: { job_id: noJob } });
    const code = dig(body, "error_code");
    const inside = dig(body, "error");
    const good = must(await send("getDomainStatus", {}));
    const none = dig(good.body, "error");
    return {
      refusals: oneOf(
        {
          status: status >= 400,
          "ok-code": status === 200 && typeof code === "string",
          "ok-envelope": status === 200 && typeof inside === "string",
          "ok-envelope-object": status === 200 && isObject(inside),
        },
        error ? "a refusal has a form of its own" : "a job that does not exist is answered as if it were there",
      ),
      "missing-job": oneOf(
        { unprocessable: status === 422, "not-found": status === 404 },
        `a job that does not exist is answered with HTTP ${status}`,
      ),
      "envelope-error": oneOf(
        { null: isNothing(none), "empty-object": isObject(none) && Object.keys(none).length === 0 },
        "the error of a success holds something",
      ),
    };
  },
};

const address = "https://robot.example.invalid/probe";

const notices: QuestionGroup = {
  readings: ["notice-result", "notice-events-omitted", "param-config"],
  async ask(scene) {
    const { send } = scene;
    const job_id = await createJob(scene);
    const update = async (body: {
      notice_type: "MAIL" | "DING_TALK";
      enabled_event_type_names: "buildJobFail"[];
      param_config?: string;
    }) => resultOf(must(await send("updateJobNoticeV3", { path: { job_id }, body })));
    const notice = async (type: string) =>
      listAt(resultOf(must(await send("listJobNotices", { path: { job_id } })))).find((one) => dig(one, "notice_type") === type);
    // Events of builds, which this job never has, so nobody receives a message.
    const result = await update({ notice_type: "MAIL", enabled_event_type_names: ["buildJobFail"] });
    await update({ notice_type: "MAIL", enabled_event_type_names: [] });
    const kept = dig(await notice("MAIL"), "enable_map", "buildJobFail");
    await update({ notice_type: "DING_TALK", enabled_event_type_names: [], param_config: address });
    const config = dig(await notice("DING_TALK"), "param_config");
    return {
      "notice-result": oneOf(
        { null: isNothing(result), text: typeof result === "string" && result !== "", object: isObject(result) },
        "the result has a form of its own",
      ),
      "notice-events-omitted": oneOf({ off: kept === false, kept: kept === true }, "the list does not say it"),
      "param-config": oneOf(
        { "as-sent": config === address, masked: typeof config === "string" && /^\*+$/.test(config) },
        "it comes back in a form of its own",
      ),
    };
  },
};

const groups: QuestionGroup = {
  readings: ["group-ordinal"],
  async ask({ send, projectId, name }) {
    const made = resultOf(must(await send("createJobGroup", { path: { project_id: projectId }, body: { name: name() } })));
    const ordinal = dig(Array.isArray(made) ? made[0] : made, "ordinal");
    return {
      "group-ordinal": oneOf(
        { number: typeof ordinal === "number", text: typeof ordinal === "string" },
        "a new group has no ordinal",
      ),
    };
  },
};

const files: QuestionGroup = {
  readings: ["upload-consent"],
  async ask({ send, name }) {
    const file = { name: `${name()}.key`, content: Buffer.from("made up") };
    // The contract, and so the type, allows only "true"; the question is whether the service refuses another value.
    const { status, error } = await send("uploadKeystore", { body: { privacy: "false", file } as never });
    const isRefused = error !== undefined;
    if (isRefused && error.kind === "forbidden") must({ status, text: "", body: undefined, error });
    return { "upload-consent": found(isRefused ? "true-only" : "any") };
  },
};

const scans: QuestionGroup = {
  readings: ["missing-scan-configuration", "empty-answer", "scan-list-omitted", "scan-command-source"],
  async ask({ send, name }) {
    const missing = await send("showCicdConfiguration", { path: { cicd_id: "00000000-0000-0000-0000-000000000000" } });
    if (missing.error?.kind === "forbidden") must(missing);
    const other = await send("getJobInfo", { path: { job_id: noJob } });
    const id = String(
      dig(must(await send("addCicdConfiguration", { body: { cicd_name: name(), image_whitelist: ["probe"] } })).body, "cicd_id"),
    );
    const path = { cicd_id: id };
    const changed = must(await send("modifyCicdConfiguration", { path, body: { vulnerability_blocklist: ["probe"] } }));
    const list = listAt(must(await send("showCicdConfiguration", { path })).body, "image_whitelist");
    const asked = await send("createCicdConfigurationCommand", {
      body: { cicd_id: id, image_name: "probe-flat", image_scan_info: { image_name: "probe-nested" } },
    });
    const command = String(dig(asked.body, "cicd_command"));
    return {
      "missing-scan-configuration": oneOf(
        {
          "bad-request": missing.status === 400,
          "not-found": missing.status === 404,
          "server-error": missing.status === 500,
          "ok-code": missing.status === 200 && missing.error !== undefined && other.status !== 200,
        },
        `a configuration that does not exist is answered with HTTP ${missing.status}`,
      ),
      "empty-answer": found(changed.text === "" ? "empty" : "object"),
      "scan-list-omitted": oneOf({ kept: list.includes("probe"), emptied: list.length === 0 }, "the list has other entries"),
      "scan-command-source": asked.error
        ? unclear(refusal(asked.error))
        : oneOf(
            { nested: command.includes("probe-nested"), flat: command.includes("probe-flat") },
            "the command names neither image, or both",
          ),
    };
  },
};

export const otherParts: readonly QuestionGroup[] = [refusals, notices, groups, files, scans];
