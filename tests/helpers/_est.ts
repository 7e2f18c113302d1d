import { writeFileSync } from "node:fs";
import { startSimulator } from "codearts-simulator";
import { environmentFor } from "../../tools/simulator-environment";
import { buildEstate } from "./estate";

(async () => {
  const sim = await startSimulator({ seed: "t" });
  const [jobs = 60, notices = 40, templates = 0, keystores = 0, configurations = 0] = process.argv.slice(2).map(Number);
  await buildEstate(sim, { jobs, notices, templates, keystores, configurations });
  sim.clearJournal();
  writeFileSync(
    "/tmp/pt/env.sh",
    Object.entries(environmentFor(sim))
      .map(([k, v]) => `export ${k}='${v}'`)
      .join("\n"),
  );
  console.log("ready", sim.url);
  process.on("SIGUSR2", () => {
    const by: Record<string, number> = {};
    for (const e of sim.journal({}) as any[]) by[e.operation + " " + e.method] = (by[e.operation + " " + e.method] ?? 0) + 1;
    console.log(JSON.stringify(by));
    sim.clearJournal();
  });
  process.on("SIGTERM", () => {
    sim.close().then(() => process.exit(0));
  });
})();
