import { describeReadings } from "codearts-simulator";
import { buildJobContract } from "./build-job";
import { inScene } from "./contract";

/**
 * What nobody knows of the service must not matter: a whole life under every reading of every unknown. Two readings keep a
 * part of an update from the service altogether (it takes no timeout, group or trigger rule by this call), so what they
 * leave out is not changed here.
 */
const cases = describeReadings().flatMap(({ name, values }) => values.slice(1).map((value) => [name, value] as const));
const changed = {
  steps: buildJobContract.updates.steps,
  scms: buildJobContract.updates.scms,
  parameters: buildJobContract.updates.parameters,
};

for (const contract of [buildJobContract]) {
  test.each(cases)(`${contract.kind} under ${"%s"}: %s`, (name, value) =>
    inScene(
      contract,
      async ({ resource, inputs, ...service }) => {
        await resource.up(inputs);
        expect((await resource.up(inputs)).operation).toBe("same");
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        const next = { ...inputs, ...changed };
        expect((await resource.up(next)).operation).toBe("update");
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        expect((await resource.up(next)).operation).toBe("same");
        const before = resource.state();
        resource.setState(undefined);
        await resource.up(next);
        expect(resource.state()?.id).toBe(before?.id);
        expect(await contract.count(service)).toBe(1);
      },
      { [name]: value },
    ),
  );
}
