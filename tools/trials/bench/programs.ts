/** The measured program, and the same program with a provider that does nothing: the floor. */
const runtime = "name: e2e\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

export const ours = {
  "Pulumi.yaml": runtime,
  "index.js": `const codearts = require("pulumi-codearts");
const { count, changed } = require("./size.json");
for (let index = 0; index < count; index += 1)
  new codearts.BuildJob("job-" + index, {
    parameters: { channel: "beta" },
    steps: [codearts.steps.maven({ name: "Build", command: index === changed ? "mvn -B verify" : "mvn -B package" })],
    timeout: { minutes: 30 },
  });
`,
};

/** A handle of the same form and size, with the same inputs and outputs; its methods return immediately or after the simulated latency. */
export const floor = {
  "Pulumi.yaml": runtime,
  "provider.js": `const wait = () => new Promise((done) => setTimeout(done, Number(process.env.FLOOR_LATENCY ?? 0)));
let made = 0;
exports.job = {
  check: async (_olds, news) => ({ inputs: news }),
  diff: async (_id, olds, news) => (JSON.stringify(olds.steps) === JSON.stringify(news.steps) ? { changes: false } : {}),
  create: async (inputs) => { await wait(); return { id: "job-" + process.pid + "-" + (made += 1), outs: inputs }; },
  read: async (id, props) => { await wait(); return { id, props, inputs: props }; },
  update: async (_id, _olds, news) => { await wait(); await wait(); return { outs: news }; },
  delete: async () => { await wait(); },
};
`,
  "index.js": `const pulumi = require("@pulumi/pulumi");
const { count, changed } = require("./size.json");
const text = 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("./provider.js").job;';
class Job extends pulumi.CustomResource {
  constructor(name, inputs) { super("pulumi-nodejs:dynamic/floor:Job", name, { ...inputs, undeclared: undefined, __provider: text }); }
}
for (let index = 0; index < count; index += 1)
  new Job("job-" + index, {
    name: "job-" + index, region: "cn-north-4", projectId: "a287e712be6c404ca26e5f69040fa12b", arch: "x86-64",
    parameters: { channel: "beta" },
    steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", properties: { command: index === changed ? "mvn -B verify" : "mvn -B package" } }],
    timeout: { minutes: 30 },
  });
`,
};
