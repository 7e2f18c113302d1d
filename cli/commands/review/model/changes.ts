/** Converts a step of the engine to a change in the report. */
import { isInternal, looksSame, splitUrn } from "../../../../provider/pulumi-wire";
import type { Step, StepState } from "../events/event";
import type { Language } from "../texts";
import { compareInputs, diffFields, listFields } from "./diff";
import { isOwn, type Kind, kindOf, nameOf } from "./kinds";
import { markSecrets } from "./mark";
import type { Change, FieldChange, Operation } from "./report";
import { isStepList, matchSteps, movedSteps, type StepPair, stepBoxes } from "./steps";
import { clip, show } from "./values";
import type { Sides } from "./walk";

/** The reported operation for each engine operation; the others ("discard", "remove-pending-replace") are internal. */
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

/** Internal operations of the engine, which are not reported. */
const bookkeeping = ["refresh", "discard", "discard-replaced", "remove-pending-replace"];

export function isKnownOperation(op: string): boolean {
  return operationOfStep(op) !== undefined || bookkeeping.includes(op);
}

export function operationOfStep(op: string): Operation | undefined {
  return Object.hasOwn(operationOf, op) ? operationOf[op] : undefined;
}

export function toChange(step: Step, operation: Operation, language: Language): Change {
  const kind = kindOf(step.type, language);
  const logicalName = splitUrn(step.urn).name;
  const state = step.new ?? step.old;
  const name = nameOf(operation === "delete" ? step.old : state, logicalName);
  const id = step.old?.id || step.new?.id;
  const change: Change = {
    urn: step.urn,
    type: step.type,
    noun: state?.custom === false && !isOwn(step.type) ? kind.texts.component(kind.noun) : kind.noun,
    name: clip(name, 200),
    ...(name !== logicalName && { logicalName: clip(logicalName, 200) }),
    ...(id && { id: clip(id, 200) }),
    operation,
    reasons: [],
    consequences: [],
    fields: [],
  };
  const sides = sidesOf(step, kind);
  let pairs: readonly StepPair[] | undefined;
  if (operation === "create" || operation === "import" || operation === "delete") {
    const side = operation === "delete" ? "removed" : "added";
    const listed = listFields(operation === "delete" ? sides.old : sides.new, kind, side);
    // The heading shows the name.
    change.fields = listed.filter(({ path }) => path !== "name" || state?.inputs.name !== name);
    const summary = operation === "delete" ? undefined : kind.made(sides.new);
    if (summary !== undefined) change.summary = clip(summary, 400);
  } else if (operation !== "same" && operation !== "read") {
    const diff = diffFields(step, sides, kind);
    change.fields = diff.fields;
    pairs = diff.steps;
  }
  const options = operation === "drift" || operation === "read" ? [] : optionsOf(step, kind.texts);
  change.fields.push(...options);
  if (operation === "same" && options.length > 0) {
    change.operation = "update";
    change.consequences.push(kind.texts.onlyOptions);
  }
  addSteps(change, sides, operation, pairs);
  addWords(change, step, kind);
  return change;
}

type Said = Kind["texts"];

/** Resource options: a change of these alone appears in no diff of inputs. */
function optionsOf({ op, old, new: next }: Step, said: Said): FieldChange[] {
  const option = (name: string, before: unknown, after: unknown): FieldChange => {
    const kind = before === undefined ? "added" : "changed";
    return { path: said.option(name), kind, old: show(before), new: show(after), replaces: false };
  };
  if (next === undefined || op.startsWith("delete")) return [];
  if (old === undefined) return next.protect ? [option("protect", undefined, true)] : [];
  const fields: FieldChange[] = [];
  if (old.protect !== next.protect) fields.push(option("protect", old.protect, next.protect));
  if (old.retainOnDelete !== next.retainOnDelete) fields.push(option("retainOnDelete", old.retainOnDelete, next.retainOnDelete));
  if (old.provider !== next.provider && old.provider !== "" && next.provider !== "") {
    const [before, after] = [providerOf(old, said), providerOf(next, said)];
    if (before !== after) fields.push(option("provider", before, after));
  }
  return fields;
}

/** The name of a declared provider; names of default providers contain a meaningless version. */
function providerOf({ provider }: StepState, said: Said): string {
  const { name } = splitUrn(provider.slice(0, provider.lastIndexOf("::")));
  return name.startsWith("default") ? said.defaultProvider : name;
}

/** Added, removed and changed stack outputs; undefined if there are none. */
export function toOutputs({ urn, type, old, new: next }: Step, stack: string, language: Language): Change | undefined {
  const fields = compareInputs(old?.outputs ?? {}, next?.outputs ?? {}, language);
  if (fields.length === 0) return undefined;
  const noun = kindOf("", language).texts.stackNoun;
  return { urn, type, noun, name: stack, operation: "outputs", reasons: [], consequences: [], fields };
}

/** The inputs are already marked (markStep); outputs are needed for the few fields that only the engine reports. */
function sidesOf(step: Step, kind: Kind): Sides {
  return {
    old: step.old?.inputs ?? {},
    new: step.new?.inputs ?? {},
    outputs: () => ({ old: markSecrets(step.old?.outputs ?? {}, kind), new: markSecrets(step.new?.outputs ?? {}, kind) }),
  };
}

function addSteps(change: Change, sides: Sides, operation: Operation, known: readonly StepPair[] | undefined): void {
  const pairs = known ?? pairsOf(sides, operation);
  if (pairs && pairs.length > 0) change.steps = stepBoxes(pairs, movedSteps(pairs)).slice(0, 100);
}

function pairsOf(sides: Sides, operation: Operation): readonly StepPair[] | undefined {
  const old = operation === "create" || operation === "import" ? [] : (sides.old.steps ?? []);
  const next = operation === "delete" ? [] : (sides.new.steps ?? []);
  return isStepList(old) && isStepList(next) ? matchSteps(old, next) : undefined;
}

function addWords(change: Change, step: Step, kind: Kind): void {
  const said = kind.texts;
  const old = step.old;
  if (old?.retainOnDelete && (change.operation === "delete" || change.operation === "replace")) change.retained = true;
  const loses = change.retained ? undefined : kind.loses?.(old ?? emptyState, change.operation);
  if (loses !== undefined) change.loses = loses;
  if (change.operation === "delete" && old) {
    change.consequences = change.retained ? [said.kept] : kind.deleted(old);
    if (old.protect) change.reasons.push(said.protectedDelete);
  }
  if (change.operation === "replace") {
    const forced = change.fields.filter((field) => field.replaces).map((field) => field.path);
    change.reasons = forced.length > 0 ? forced : step.keys.filter((key) => !isInternal(key));
    change.consequences = change.retained ? [said.keptOld] : kind.replaced(old ?? emptyState);
    if (old?.protect) change.consequences.push(said.protectedReplace);
  }
  if (change.operation === "update" && old && old.initErrors.length > 0) {
    change.reasons.push(said.halfMade(clip(old.initErrors.join("; "), 500)));
  } else if (change.operation === "update" && change.fields.length === 0) change.consequences.push(said.noInputs);
}

const emptyState: StepState = {
  parent: "",
  provider: "",
  id: "",
  custom: true,
  protect: false,
  retainOnDelete: false,
  inputs: {},
  outputs: {},
  initErrors: [],
};

/** Drift found by a refresh; undefined if the live object is unchanged. */
export function toDrift(step: Step, language: Language): Change | undefined {
  if (step.old === undefined || !step.old.custom) return undefined;
  const kind = kindOf(step.type, language);
  const said = kind.texts;
  const beside = isOwn(step.type) && step.new ? undeclaredOf(step.old, step.new, language) : [];
  if (step.new === undefined) {
    const change = toChange({ ...step, new: step.old, keys: [], diffs: [] }, "read", language);
    change.operation = "drift";
    change.consequences = [said.gone];
    delete change.steps;
    return change;
  }
  const inputs = !looksSame(step.old.inputs, step.new.inputs);
  // Outputs of CodeArts kinds contain undeclared settings, which stay unchanged; for other types only outputs can be compared.
  const outputs = !isOwn(step.type) && !looksSame(step.old.outputs, step.new.outputs);
  if (!inputs && !outputs && beside.length === 0) return undefined;
  const found: Step =
    inputs || !outputs
      ? { ...step, keys: [], diffs: [], detailedDiff: {} }
      : {
          ...step,
          keys: [],
          diffs: [],
          detailedDiff: {},
          old: { ...step.old, inputs: markSecrets(step.old.outputs, kind) },
          new: { ...step.new, inputs: markSecrets(step.new.outputs, kind) },
        };
  const change = toChange(found, "drift", language);
  change.fields.push(...beside);
  change.consequences = [inputs || outputs ? said.differs : said.beside];
  return change.fields.length > 0 ? change : undefined;
}

/** Names of settings that were added in the console and that the program does not declare, without their values. */
function undeclaredOf(old: StepState, next: StepState, language: Language): FieldChange[] {
  const [before, after] = [old.outputs.undeclared ?? [], next.outputs.undeclared ?? []];
  return looksSame(before, after) ? [] : compareInputs({ undeclared: before }, { undeclared: after }, language);
}
