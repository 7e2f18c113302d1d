import { uptime } from "node:os";
import type * as pulumi from "@pulumi/pulumi";
import { describeAdoption } from "./adoption";
import type { Attempt } from "./attempt";
import { difference } from "./diff";
import { subject } from "./errors";
import type { Entry } from "./journal";
import type { Declared, RecordCreated } from "./kind";
import { Ledger } from "./ledger";
import { canResolve, OpenRefusal, type Resolution, resolveCreate } from "./recover";
import { idKey, takenKey } from "./run";
import { secretsOf } from "./secrets";
import { complete, outputsOf } from "./state";
import { undeclaredIn } from "./undeclared";

type Props = Record<string, unknown>;

/** Creates an object and returns its state, or throws an error that contains the partial state. `others` is stored unchanged. */
export async function create<I extends Declared, L>(
  attempt: Attempt<I, L>,
  props: Props,
  others: Props,
): Promise<pulumi.dynamic.CreateResult> {
  const { kind, declared, trail } = attempt;
  const ledger = new Ledger<I>();
  try {
    await make(attempt, (id, ...rest) => {
      if (!ledger.at) attempt.run.claims.add(idKey(id), attempt.origin?.urn ?? "");
      trail.answered(id);
      ledger.made(id, ...rest);
    });
  } catch (error) {
    if (!ledger.at && !isOpen(error)) {
      trail.refused();
      attempt.createdNothing();
    }
    throw ledger.partiallyCreated(subject("create", kind, declared), kind, props, error);
  }
  const { at } = ledger;
  if (!at) throw new Error(`${kind.name}.create ended without an id`);
  return { id: at.id, outs: outputsOf<I>(kind, declared, { ...at.computed, ...others }, secretsOf<I>(kind, props)) };
}

/** Whether a failed create may have created something. */
const isOpen = (error: unknown): boolean => error instanceof OpenRefusal || (canResolve(error) && error.happened === "unknown");

/** Creates the object; if the outcome or the owner is unclear, looks it up and continues with the existing object. */
async function make<I extends Declared, L>(attempt: Attempt<I, L>, made: RecordCreated<I>): Promise<void> {
  const { kind, cloud, declared, trail } = attempt;
  let others: readonly string[] = [];
  if (kind.lookFirst || trail.earlier) {
    const settled = await resolveCreate(attempt);
    if (settled.is !== "nothing") return goOn(attempt, settled, made);
    others = settled.others;
  }
  let exists = false;
  const noticing: RecordCreated<I> = (...args) => {
    exists = true;
    made(...args);
  };
  let lost = false;
  for (let tries = 1; ; tries += 1) {
    const sent = send(attempt, others);
    try {
      return await kind.create(cloud, declared, noticing);
    } catch (error) {
      if (exists || !kind.find || !canResolve(error)) throw error;
      if (error.happened === "unknown") {
        lost = true;
        // Store the service's time if an earlier call returned it, because a later run on a corrected clock cannot determine it.
        const offset = sent.offset ?? cloud.client.clockOffset();
        if (offset !== sent.offset) trail.sent({ ...sent, offset });
      }
      const settled = await resolveCreate(attempt, { error, lost, others });
      if (settled.is !== "nothing") return goOn(attempt, settled, made);
      // The lost call created nothing: it is repeated once if that cannot create a second object.
      if (!kind.uniqueName || tries > 1) throw error;
    }
  }
}

function send<I extends Declared, L>({ trail, cloud }: Attempt<I, L>, others: readonly string[]): Entry {
  const offset = cloud.client.clockOffset();
  const time = { sentAt: Date.now(), ...(offset === undefined ? { upAt: uptime() } : { offset }) };
  const entry = { ...time, ...(others.length > 0 && { others }) };
  trail.sent(entry);
  return entry;
}

/** Updates an existing object to the declared inputs. */
async function goOn<I extends Declared, L>(
  attempt: Attempt<I, L>,
  settled: Exclude<Resolution<I>, { is: "nothing" }>,
  made: RecordCreated<I>,
): Promise<void> {
  const { kind, cloud, declared, trail } = attempt;
  if (settled.is === "replaced") {
    if (!kind.besideOld) throw new Error(`${kind.name} cannot be created beside the old one`);
    const next = trail.earlier?.id;
    send(attempt, []);
    return kind.besideOld(cloud, declared, { old: settled.id, next, answered: trail.answered }, made);
  }
  const { found, applied } = settled;
  const adopted = settled.is === "adopted";
  if (adopted) attempt.run.claims.add(takenKey(found.id), attempt.origin?.urn ?? "");
  if (!adopted)
    cloud.note(
      `finished ${found.id}, created ${found.createdAt === undefined ? "by this stack" : new Date(found.createdAt).toISOString()}`,
    );
  made(found.id, applied);
  const { changed, sends } = difference<I>(kind.fields, applied, declared);
  const computed = sends
    ? await kind.update(cloud, found.id, { applied: complete<I>(applied), declared, changed }, made)
    : undefined;
  // A finished object is proven to have no undeclared settings.
  const live = adopted && !computed?.undeclared ? await kind.read(cloud, found.id, declared) : undefined;
  made(found.id, declared, { ...computed, ...(live && undeclaredIn(kind.view(live, declared, found.id, declared.region))) });
  if (adopted) cloud.note(describeAdoption(kind, found, applied, declared, "adopted"));
}
