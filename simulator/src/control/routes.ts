/** Control endpoints under /_simulator/, and the page at /. They need no credentials, because only this machine can reach them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { catchUp } from "../engine/catch-up";
import { logText } from "../engine/log";
import type { FaultRule, Latency } from "../faults";
import type { JournalFilter } from "../journal";
import { isQuotaName } from "../quotas";
import { describeReadings } from "../readings";
import { invalid, ServiceError } from "../refusal";
import { parseJsonBody, readBody } from "../server/body";
import type { Serving } from "../server/serving";
import type { Outcome, SeedData } from "../simulation";
import type { RowChange } from "../store/table";
import { overview } from "./overview";
import { page } from "./page";
import { shaped } from "./schemas";

const version = 1;
const stateFormat = "codearts-simulator/1";

/** Pages of other sites must not call them through a browser. */
function isForeign({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

type Control = (request: FastifyRequest, body: unknown) => unknown;

function control(act: Control) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      if (isForeign(request)) throw new ServiceError(403, "SIM.CONTROL", "Requests from pages of other sites are refused.");
      const body = await readBody(request.raw);
      return await act(request, body.length > 0 ? parseJsonBody(body) : {});
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return reply.code(error.status).send({ error_code: error.code, error_msg: error.message });
    }
  };
}

function filterOf(request: FastifyRequest): JournalFilter {
  const query = new URLSearchParams(request.url.split("?")[1]);
  const number = (name: string) => (query.has(name) ? { [name]: Number(query.get(name)) } : {});
  const text = (name: string) => (query.has(name) ? { [name]: query.get(name) ?? "" } : {});
  return {
    ...text("operation"),
    ...text("method"),
    ...number("status"),
    ...number("since"),
    failed: query.get("failed") === "true",
  };
}

function addClock(app: FastifyInstance, { simulation }: Serving): void {
  const { clock, store } = simulation;
  const settled = () => {
    catchUp(simulation);
    store.commit();
    return clock.state();
  };
  app.get("/_simulator/clock", () => clock.state());
  app.put(
    "/_simulator/clock",
    control((_, body) => {
      const { frozen, at } = shaped<{ frozen?: boolean; at?: string }>("clock", body);
      const time = at === undefined ? undefined : Date.parse(at);
      if (time !== undefined && (Number.isNaN(time) || time < clock.now()))
        throw invalid("at must be an ISO 8601 time that has not passed.");
      if (frozen === false) clock.resume();
      else asked(() => clock.freeze(time));
      return settled();
    }),
  );
  app.post(
    "/_simulator/clock/advance",
    control((_, body) => {
      const {
        milliseconds = 0,
        seconds = 0,
        minutes = 0,
        hours = 0,
        days = 0,
      } = shaped<Record<string, number | undefined>>("advance", body);
      const by = milliseconds + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
      asked(() => clock.advance(by));
      return settled();
    }),
  );
}

/** An error of the clock is the caller's mistake. */
function asked(change: () => void): void {
  try {
    change();
  } catch (error) {
    throw error instanceof RangeError ? invalid(error.message) : error;
  }
}

function addSwitches(app: FastifyInstance, { simulation, faults }: Serving): void {
  const { readings } = simulation;
  const shownReadings = () => describeReadings().map((reading) => ({ ...reading, value: readings.get(reading.name) }));
  app.get("/_simulator/readings", shownReadings);
  app.put(
    "/_simulator/readings",
    control((_, body) => {
      const chosen = Object.entries(shaped<Record<string, string>>("readings", body));
      try {
        for (const [name, value] of chosen) readings.check(name, value);
      } catch (error) {
        throw invalid(error instanceof Error ? error.message : String(error));
      }
      for (const [name, value] of chosen) readings.set(name, value);
      return shownReadings();
    }),
  );
  const shownFaults = () => ({ rules: faults.rules(), latency: faults.latency() });
  app.get("/_simulator/faults", shownFaults);
  app.put(
    "/_simulator/faults",
    control((_, body) => {
      const { rules, seed, latency } = shaped<{ rules?: FaultRule[]; seed?: string; latency?: Latency }>("faults", body);
      if (rules) faults.set(rules, seed);
      if (latency) faults.setLatency(latency);
      return shownFaults();
    }),
  );
  app.get("/_simulator/quotas", () => simulation.quotas);
  app.put(
    "/_simulator/quotas",
    control((_, body) => {
      const quotas = shaped<Record<string, number>>("quotas", body);
      const unknown = Object.keys(quotas).find((name) => !isQuotaName(name));
      if (unknown) throw invalid(`There is no quota ${unknown}. Known: ${Object.keys(simulation.quotas).join(", ")}.`);
      simulation.quotas = { ...simulation.quotas, ...quotas };
      return simulation.quotas;
    }),
  );
}

function addState(app: FastifyInstance, { simulation }: Serving): void {
  const { store, ids } = simulation;
  app.get("/_simulator/state", () => ({ format: stateFormat, seed: ids.seed, rows: [...store.snapshot()] }));
  app.put(
    "/_simulator/state",
    control((_, body) => {
      const { rows } = shaped<{ rows: RowChange[] }>("state", body);
      const before = [...store.snapshot()];
      try {
        const unknown = rows.find(({ table }) => !store.hasTable(table));
        if (unknown) throw new Error(`no table ${unknown.table}`);
        store.replace(rows);
        // Try what every request and the next start do with it.
        simulation.clock.state();
        catchUp(simulation);
        overview(simulation);
      } catch {
        store.replace(before);
        throw invalid("The state is not one that a simulator exported.");
      }
      return { status: "ok", rows: rows.length };
    }),
  );
  app.get("/_simulator/outcomes", () => simulation.outcomes);
  app.put(
    "/_simulator/outcomes",
    control((_, body) => {
      simulation.outcomes = shaped<Outcome[]>("outcomes", body);
      return simulation.outcomes;
    }),
  );
  app.get("/_simulator/data", () => simulation.data);
  app.put(
    "/_simulator/data",
    control((_, body) => {
      simulation.data = shaped<SeedData>("data", body);
      return simulation.data;
    }),
  );
}

export function addControl(app: FastifyInstance, serving: Serving): void {
  const { journal, simulation } = serving;
  app.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
  app.get("/_simulator/health", () => ({
    status: "ok",
    version,
    clock: simulation.clock.state(),
    jobs: simulation.store.jobs.size,
  }));
  app.get("/_simulator/overview", () => {
    catchUp(simulation);
    return overview(simulation);
  });
  app.get("/_simulator/log/:record", (request, reply) => {
    const { record = "" }: { record?: string } = Object(request.params);
    const build = simulation.store.builds.get(record);
    if (!build) return reply.code(404).send({ error_code: "SIM.CONTROL", error_msg: "There is no such build." });
    return reply.type("text/plain; charset=utf-8").send(logText(build, simulation.clock.now()));
  });
  app.get("/_simulator/journal", (request) => journal.list(filterOf(request)));
  app.delete(
    "/_simulator/journal",
    control(() => {
      journal.clear();
      return { status: "ok" };
    }),
  );
  app.post(
    "/_simulator/reset",
    control(() => {
      serving.reset();
      return { status: "ok" };
    }),
  );
  addClock(app, serving);
  addSwitches(app, serving);
  addState(app, serving);
}
