/** What a preview says of a replacement: what changes, what is lost, and where a value comes from that the program leaves to the configuration. */
import { configurationOf, drive } from "../../helpers/one-resource";
import { inScene } from "./contract";
import { contracts } from "./contracts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { buildJob, jobGroup, jobPermissions, buildRun, notice, keystore } = contracts;

/** What is said at the terminal while the work is done. */
async function said(work: () => Promise<unknown>): Promise<string> {
  let text = "";
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return text;
}

// What the object stands on is replaced as well, so that its id is not known yet.
test.each([
  [buildJob, {}],
  [keystore, {}],
  [jobGroup, { parentId: unknown }],
  [jobPermissions, { jobId: unknown }],
  [buildRun, { jobId: unknown }],
  [notice, { jobId: unknown }],
])("$kind: another region of the configuration is told with its place", (contract, others) =>
  inScene(contract, async ({ resource, inputs, simulator }) => {
    await resource.up(inputs);
    const config = { ...configurationOf(simulator), "codearts:region": "cn-east-3" };
    const moved = await drive(contract.provider(), config);
    moved.setState(resource.state());
    const words = `because region changes from ${simulator.region} to cn-east-3, which comes from stack configuration codearts:region: `;
    expect(await said(() => moved.preview({ ...inputs, ...others }))).toContain(words);
    // What the program says itself comes from nowhere else.
    const own = await said(() => moved.preview({ ...inputs, ...others, region: "cn-south-1" }));
    expect(own).toContain("because region changes: ");
  }),
);

test("a diff that the engine only queries, as before a deletion, reports no replacement", () =>
  inScene(jobPermissions, async ({ resource, inputs }) => {
    await resource.up(inputs);
    const { id = "", inputs: declared = {}, outputs = {} } = resource.state() ?? {};
    await resource.begin();
    const asked = () => Promise.resolve(resource.provider.diff?.(id, outputs, { ...declared, jobId: unknown }));
    expect(await said(asked)).toBe("");
    expect(await asked()).toMatchObject({ replaces: ["jobId"] });
  }));
