import { startSimulator } from "codearts-simulator";
import { buildEstate } from "./estate";
(async () => { const sim = await startSimulator({ seed: "t" }); try {
 const t = Date.now(); await buildEstate(sim, { jobs: 60, notices: 40, templates: Number(process.argv[2] ?? 5), keystores: 3, configurations: 4 }); console.log(Date.now() - t, sim.journal({}).length, sim.journal({}).filter((e: any) => e.status >= 400).map((e: any) => [e.operation, e.status, JSON.stringify(e.answerBody).slice(0, 200)]).slice(0, 5)); } catch (e) { console.log(e); } finally { await sim.close(); } })();
