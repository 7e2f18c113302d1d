import { describeReadings } from "codearts-simulator";
import { buildJobContract } from "./build-job";
import { buildTemplateContract } from "./build-template";
import { cicdConfigurationContract } from "./cicd-configuration";
import { type Contract, inScene } from "./contract";
import { jobGroupContract } from "./job-group";
import { jobPermissionsContract } from "./job-permissions";
import { keystoreContract } from "./keystore";
import { noticeContract } from "./notice";

/**
 * What nobody knows of the service must not matter: a whole life under every reading of every unknown. Two readings keep a
 * part of a job update from the service altogether (it takes no timeout, group or trigger rule by this call), so what they
 * leave out is not changed here.
 */
const { steps, scms, parameters } = buildJobContract.updates;

/** Each kind, what changes in its life, and the readings that can touch it (default: all). */
const lives: readonly [Contract, Record<string, unknown>, RegExp?][] = [
  [buildJobContract, { steps, scms, parameters }],
  [
    buildTemplateContract,
    { description: "other" },
    /^(refusals|missing-job|envelope|enumeration|all-parameters|parameter-order|step|mask|service|config)/,
  ],
  [noticeContract, noticeContract.updates, /^(refusals|missing-job|envelope|notice|param-config)/],
  [keystoreContract, keystoreContract.updates, /^(refusals|envelope|upload|keystore)/],
  [jobGroupContract, jobGroupContract.updates, /^(refusals|envelope|group)/],
  [jobPermissionsContract, jobPermissionsContract.updates, /^(refusals|missing-job|envelope)/],
  [cicdConfigurationContract, cicdConfigurationContract.updates, /^(refusals|missing-scan|scan|empty-answer)/],
];
const values = describeReadings().flatMap((reading) => reading.values.slice(1).map((value) => [reading.name, value] as const));

for (const [contract, changes, touches] of lives) {
  const cases = values.filter(([name]) => !touches || touches.test(name));
  test.each(cases)(`${contract.kind} under ${"%s"}: %s`, (name, value) =>
    inScene(
      contract,
      async ({ resource, inputs, ...service }) => {
        await resource.up(inputs);
        const made = resource.state()?.id;
        // Killed before state had it.
        resource.setState(undefined);
        await resource.up(inputs);
        expect(resource.state()?.id).toBe(made);
        expect(await contract.count(service)).toBe(1);
        expect((await resource.up(inputs)).operation).toBe("same");
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        const next = { ...inputs, ...changes };
        expect((await resource.up(next)).operation).toBe(contract === buildTemplateContract ? "replace" : "update");
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        expect((await resource.up(next)).operation).toBe("same");
        await resource.destroy();
        await resource.destroy();
        expect(await contract.count(service)).toBe(0);
      },
      { [name]: value },
    ),
  );
}
