/** Schemas of the control endpoints. */
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import { damages } from "../damage";
import { invalid } from "../refusal";

const number = { type: "number", minimum: 0 };
const count = { type: "integer", minimum: 1 };
const status = { type: "integer", minimum: 200, maximum: 599 };
const closed = (properties: object, required: string[] = []) => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});

const rule = closed(
  {
    on: { type: "string" },
    nth: { anyOf: [count, { type: "array", items: count }] },
    probability: { ...number, maximum: 1 },
    times: count,
    delay: number,
    respond: closed({ status, body: {}, headers: { type: "object", additionalProperties: { type: "string" } } }, ["status"]),
    errorCode: closed({ code: { type: "string" }, message: { type: "string" } }, ["code", "message"]),
    throttle: closed({ perSecond: number, retryAfter: number }, ["perSecond"]),
    drop: { enum: ["before", "after"] },
    truncate: number,
    html: status,
    reset: { const: true },
    slowBody: count,
    damage: { enum: damages },
  },
  ["on"],
);

const latency = closed({ fixed: number, lognormal: closed({ median: number, sigma: number }, ["median", "sigma"]) });

const outcome = closed({
  job: { type: "string" },
  step: { type: "string" },
  exitCode: { ...number, maximum: 255 },
  milliseconds: number,
});

const image = { type: "object", properties: { image_id: { type: "string" } }, required: ["image_id"] };
const test = closed(
  { stageName: { type: "string" }, total: number, failures: number, errors: number, others: number, milliseconds: number },
  ["stageName", "total", "failures"],
);
const outputs = { type: "object", additionalProperties: { type: "object" } };
const report = closed(
  {
    job: { type: "string" },
    buildNo: count,
    tests: { type: "array", items: test },
    coverage: {
      type: "array",
      items: closed({ stageName: { type: "string" }, content: { type: "string" } }, ["stageName", "content"]),
    },
    packages: outputs,
    images: outputs,
    subBuilds: {
      type: "array",
      items: closed({ name: { type: "string" }, dependsOn: { type: "array", items: { type: "string" } } }, ["name"]),
    },
  },
  ["job"],
);

const word = { type: "string" };
const purchaseFields = {
  id: word,
  name: word,
  specCode: word,
  resourceType: word,
  status: word,
  boughtAt: word,
  expiresAt: word,
};
const purchase = closed(purchaseFields, Object.keys(purchaseFields));

const schemas = {
  faults: closed({ rules: { type: "array", items: rule }, seed: { type: "string" }, latency }),
  clock: closed({ frozen: { type: "boolean" }, at: { type: "string" } }),
  advance: closed({ milliseconds: number, seconds: number, minutes: number, hours: number, days: number }),
  readings: { type: "object", additionalProperties: { type: "string" } },
  quotas: { type: "object", additionalProperties: number },
  outcomes: { type: "array", items: outcome },
  data: closed({
    reports: { type: "array", items: report },
    images: { type: "array", items: image },
    purchases: { type: "array", items: purchase },
  }),
  state: closed(
    {
      format: { const: "codearts-simulator/1" },
      seed: { type: "string" },
      rows: {
        type: "array",
        items: closed({ table: { type: "string" }, id: { type: "string" }, row: { type: "object" } }, ["table", "id", "row"]),
      },
    },
    ["format", "rows"],
  ),
};

const compiled = new Map<string, ValidateFunction>();

/** Returns the value if it matches the schema; otherwise refuses it with the problem. */
export function shaped<Shape>(name: keyof typeof schemas, value: unknown): Shape {
  const check = compiled.get(name) ?? new Ajv2020({ strict: false }).compile(schemas[name]);
  compiled.set(name, check);
  if (check(value)) return value as Shape; // the schema beside the type has just been checked
  const [error] = check.errors ?? [];
  throw invalid(`${name}${error?.instancePath ?? ""} ${error?.message ?? "is not valid"}${extra(error?.params)}.`);
}

function extra(params: unknown): string {
  const { additionalProperty }: { additionalProperty?: unknown } = typeof params === "object" && params !== null ? params : {};
  return additionalProperty === undefined ? "" : `: ${additionalProperty}`;
}
