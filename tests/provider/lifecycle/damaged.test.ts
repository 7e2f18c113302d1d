/**
 * An answer that lacks something is an error that names the call. It never reads as an object that is gone, as one without
 * settings, or as a
 * delete that is done: state would lose what is there.
 */
import type { FaultRule } from "codearts-simulator";
import { buildJobContract } from "./build-job";
import { buildRunContract } from "./build-run";
import { buildTemplateContract } from "./build-template";
import { cicdConfigurationContract } from "./cicd-configuration";
import { type Contract, inScene } from "./contract";
import { jobGroupContract } from "./job-group";
import { jobPermissionsContract } from "./job-permissions";
import { keystoreContract } from "./keystore";
import { noticeContract } from "./notice";

type Fault = Omit<FaultRule, "on">;

const page = "<html><body>Sign in</body></html>";
/** What any read may meet. */
const anywhere: Record<string, Fault> = {
  "a null result": { damage: "result-null" },
  "an empty result": { damage: "result-empty" },
  "an empty object": { damage: "object-empty" },
  "an empty body": { damage: "body-empty" },
  "a page with HTTP 200": { html: 200 },
  "a page with HTTP 404": { html: 404 },
  "a gateway's 404": { respond: { status: 404, body: { error_code: "APIGW.0101", error_msg: "The API does not exist." } } },
  "a proxy's 404": { respond: { status: 404, body: { error: { code: "NoSuchHost", message: "no such host" } } } },
  "a text with HTTP 404": { respond: { status: 404, body: "not found" } },
  "an error with HTTP 200": { errorCode: { code: "CB.00060200", message: "made-up refusal" } },
  "a failure in another envelope": { respond: { status: 200, body: { success: false, message: "made-up failure" } } },
  "a page of a proxy as text": { respond: { status: 200, body: page, headers: { "content-type": "text/html" } } },
};
/** What a list may meet beside that. */
const inLists: Record<string, Fault> = {
  "no rows under a total": { damage: "rows-empty" },
  "rows that are missing": { damage: "rows-missing" },
  "rows that are null": { damage: "rows-null" },
  "a row less than its total": { damage: "rows-cut" },
  "a row twice": { damage: "rows-twice" },
  "rows without ids": { damage: "ids-missing" },
  "a total below its rows": { damage: "total-low" },
};

/** Roles are known by their names. */
const roles = /a row less|a total below|without ids/;

/** Each kind, the calls by which it is read, and for lists that have no total which damage nobody can see. */
const reads: [Contract, string, Record<string, Fault>, unseen?: RegExp][] = [
  [buildJobContract, "getJobConfig", anywhere],
  [buildTemplateContract, "listCustomTemplates", { ...anywhere, ...inLists }],
  [noticeContract, "listJobNotices", { ...anywhere, ...inLists }, /a row less|a row twice|a total below/],
  [keystoreContract, "listKeystores", { ...anywhere, ...inLists }],
  [keystoreContract, "listKeystorePermissions", { ...anywhere, ...inLists }],
  [cicdConfigurationContract, "listCicdConfigurations", { ...anywhere, ...inLists }],
  [cicdConfigurationContract, "showCicdConfiguration", anywhere],
  [buildRunContract, "getBuildRecordInfo", anywhere],
  // A project without groups answers an empty list; should it have some, the next create finds the name taken.
  [jobGroupContract, "getJobGroupTree", { ...anywhere, ...inLists }, /no rows|a row less|a total below/],
  [jobPermissionsContract, "listJobRolePermissions", { ...anywhere, ...inLists }, roles],
  [jobPermissionsContract, "listDefaultProjectPermissions", { ...anywhere, ...inLists }, roles],
];

describe.each(reads)("$kind", (contract, on, faults, unseen) => {
  test.each(Object.entries(faults).filter(([what]) => !unseen?.test(what)))(`${contract.kind}: ${on} with %s`, (_, fault) =>
    inScene(contract, async ({ resource, inputs, simulator }) => {
      await resource.up(inputs);
      const before = resource.state();
      simulator.setFaults([{ on, ...fault }]);
      const failure: unknown = await resource.refresh().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(String((failure as Error).message)).toContain(on);
      expect(resource.state()).toEqual(before);
      simulator.setFaults([]);
      expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    }),
  );
});

/** Deletes whose refusal has no code of its own: the list decides whether the object is gone. */
const deletes: [Contract, string, string][] = [
  [keystoreContract, "deleteKeystore", "listKeystores"],
  [cicdConfigurationContract, "deleteCicdConfigurations", "listCicdConfigurations"],
];

test.each(
  deletes.flatMap(([contract, on, list]) => Object.entries(inLists).map((fault) => [contract, on, list, ...fault] as const)),
)("$kind: a refused %s is not done because %s answers %s", (contract, on, list, _, fault) =>
  inScene(contract, async ({ resource, inputs, simulator, ...service }) => {
    await resource.up(inputs);
    simulator.setFaults([
      { on, errorCode: { code: "CB.00060200", message: "made-up refusal" } },
      { on: list, ...fault },
    ]);
    await expect(resource.destroy()).rejects.toThrow(list);
    simulator.setFaults([]);
    expect(await contract.count({ simulator, ...service })).toBe(1);
  }),
);

test.each(deletes)("$kind: a %s that is forbidden is not done because the list shows nothing", (contract, on, list) =>
  inScene(contract, async ({ resource, inputs, simulator }) => {
    await resource.up(inputs);
    const empty = contract === keystoreContract ? { keystore_list: [], total: 0 } : { data_list: [], total_num: 0 };
    const body = contract === keystoreContract ? { result: empty, error: null, status: "success" } : empty;
    simulator.setFaults([
      { on, respond: { status: 403, body: { error_code: "CB.00060203", error_msg: "made-up refusal" } } },
      { on: list, respond: { status: 200, body } },
    ]);
    await expect(resource.destroy()).rejects.toThrow(on);
  }),
);

test("BuildJob: an update of a job whose configuration reads as empty sends nothing", () =>
  inScene(buildJobContract, async ({ resource, inputs, simulator, client }) => {
    const { steps: _, stepSecrets: __, ...others } = inputs;
    await resource.up(others);
    const id = String(resource.state()?.id);
    const before = await client.jobs.getConfig(id, { get_all_params: "true" });
    simulator.setFaults([{ on: "getJobConfig", damage: "result-empty" }]);
    await expect(resource.up({ ...others, flavor: "8u16g" })).rejects.toThrow("getJobConfig");
    simulator.setFaults([]);
    expect(await client.jobs.getConfig(id, { get_all_params: "true" })).toEqual(before);
  }));
