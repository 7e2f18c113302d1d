/** One step of the engine as a change that people read. */
import { isInternal, looksSame, splitUrn } from "../../../../provider/pulumi-wire";
import type { Step, StepState } from "../events/event";
import { diffFields, listFields } from "./diff";
import { isOwn, kindOf, nameOf } from "./kinds";
import { markSecrets } from "./mark";
import type { Change, Operation } from "./report";
import { isStepList, matchSteps, movedSteps, type StepPair, stepBoxes } from "./steps";
import { clip } from "./values";
import type { Sides } from "./walk";

/** What the engine's operations are to a reader; what is not here ("discard", "remove-pending-replace") is bookkeeping. */
const operationOf: Record<string, Operation> = {
  same: "same",
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  import: "import",
  "import-replacement": "replace",
  read: "read",
  "read-replacement": "replace",
};

export function operationOfStep(op: string): Operation | undefined {
  return Object.hasOwn(operationOf, op) ? operationOf[op] : undefined;
}

export function toChange(step: Step, operation: Operation): Change {
  const kind = kindOf(step.type);
  const logicalName = splitUrn(step.urn).name;
  const state = step.new ?? step.old;
  const name = nameOf(operation === "delete" ? step.old : state, logicalName);
  const id = step.old?.id || step.new?.id;
  const change: Change = {
    urn: step.urn,
    type: step.type,
    noun: state?.custom === false && kind.noun !== "job" ? `component ${kind.noun}` : kind.noun,
    name: clip(name, 200),
    ...(name !== logicalName && { logicalName: clip(logicalName, 200) }),
    ...(id && { id: clip(id, 200) }),
    operation,
    reasons: [],
    consequences: [],
    fields: [],
  };
  const sides = sidesOf(step);
  let pairs: readonly StepPair[] | undefined;
  if (operation === "create" || operation === "import" || operation === "delete") {
    const side = operation === "delete" ? "removed" : "added";
    const listed = listFields(operation === "delete" ? sides.old : sides.new, kind, side);
    // The name stands above them.
    change.fields = listed.filter(({ path }) => path !== "name" || state?.inputs.name !== name);
    const summary = operation === "delete" ? undefined : kind.made(sides.new);
    if (summary !== undefined) change.summary = clip(summary, 400);
  } else if (operation !== "same" && operation !== "read") {
    const diff = diffFields(step, sides, kind);
    change.fields = diff.fields;
    pairs = diff.steps;
  }
  addSteps(change, sides, operation, pairs);
  addWords(change, step);
  return change;
}

/** The inputs are marked already (markStep); outputs matter for the few fields that only the engine knows of. */
function sidesOf(step: Step): Sides {
  const kind = kindOf(step.type);
  return {
    old: step.old?.inputs ?? {},
    new: step.new?.inputs ?? {},
    outputs: () => ({ old: markSecrets(step.old?.outputs ?? {}, kind), new: markSecrets(step.new?.outputs ?? {}, kind) }),
  };
}

function addSteps(change: Change, sides: Sides, operation: Operation, known: readonly StepPair[] | undefined): void {
  const old = operation === "create" || operation === "import" ? [] : (sides.old.steps ?? []);
  const next = operation === "delete" ? [] : (sides.new.steps ?? []);
  if (!isStepList(old) || !isStepList(next) || old.length + next.length === 0) return;
  const pairs = known ?? matchSteps(old, next);
  change.steps = stepBoxes(pairs, movedSteps(pairs)).slice(0, 100);
}

function addWords(change: Change, step: Step): void {
  const kind = kindOf(step.type);
  const old = step.old;
  if (change.operation === "delete" && old) {
    change.consequences = old.retainOnDelete ? ["stays where it is; this program only forgets it."] : kind.deleted(old);
    if (old.protect) change.reasons.push("it is protected: the deployment will refuse to delete it until `protect` is taken off");
  }
  if (change.operation === "replace") {
    const forced = change.fields.filter((field) => field.replaces).map((field) => field.path);
    change.reasons = forced.length > 0 ? forced : step.keys.filter((key) => !isInternal(key));
    change.consequences = kind.replaced(old ?? emptyState);
    if (old?.protect)
      change.consequences.push("It is protected: the deployment will refuse to replace it until `protect` is taken off.");
  }
  if (change.operation === "update" && old && old.initErrors.length > 0) {
    change.reasons.push(`an earlier deployment left it half made: ${clip(old.initErrors.join("; "), 500)}`);
  }
}

const emptyState: StepState = {
  id: "",
  custom: true,
  protect: false,
  retainOnDelete: false,
  inputs: {},
  outputs: {},
  initErrors: [],
};

/** What a refresh found that nobody changed in code; undefined when the live object is as it was left. */
export function toDrift(step: Step): Change | undefined {
  if (step.old === undefined || !step.old.custom) return undefined;
  if (step.new === undefined) {
    const change = toChange({ ...step, new: step.old, keys: [], diffs: [] }, "read");
    change.operation = "drift";
    change.consequences = ["is gone: somebody deleted it outside of this program."];
    delete change.steps;
    return change;
  }
  const inputs = !looksSame(step.old.inputs, step.new.inputs);
  // Outputs of our kinds say what the program does not declare, and that is left alone; of other kinds they are all there is to compare.
  if (!inputs && (isOwn(step.type) || looksSame(step.old.outputs, step.new.outputs))) return undefined;
  const found: Step = inputs
    ? { ...step, keys: [], diffs: [], detailedDiff: {} }
    : {
        ...step,
        keys: [],
        diffs: [],
        detailedDiff: {},
        old: { ...step.old, inputs: markSecrets(step.old.outputs, kindOf(step.type)) },
        new: { ...step.new, inputs: markSecrets(step.new.outputs, kindOf(step.type)) },
      };
  const change = toChange(found, "drift");
  change.consequences = ["differs from what the last deployment left: changed outside of this program."];
  return change.fields.length > 0 ? change : undefined;
}
