/** The page at /: plain HTML and one script, without a build step. All content is set as text, never as HTML. */
const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: color-mix(in srgb, currentColor 20%, transparent); }
  body { margin: 0 auto; max-width: 70rem; padding: 1rem; }
  h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
  header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
  nav { display: flex; gap: .25rem; flex-wrap: wrap; margin-top: .75rem; }
  button { font: inherit; padding: .2rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: none; color: inherit; cursor: pointer; }
  button[aria-selected=true] { background: #0a59f7; color: #fff; border-color: #0a59f7; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
  th { font-weight: 600; } code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { white-space: pre-wrap; margin: 0; max-height: 24rem; overflow: auto; border: 1px solid var(--line); padding: .5rem; }
  .bad { color: #d4380d; } .good { color: #2c8a3d; } .soft { opacity: .7; } [hidden] { display: none; }
`;

const script = `
  const $ = (id) => document.getElementById(id);
  const get = async (path) => (await fetch(path)).json();
  let view = "jobs", record = null;
  function cell(row, value, kind) {
    const td = row.insertCell();
    if (value instanceof Node) td.append(value); else td.textContent = value ?? "";
    if (kind) td.className = kind;
  }
  function fill(id, rows, cells) {
    const body = $(id).tBodies[0] ?? $(id).createTBody();
    body.replaceChildren();
    for (const item of rows) { const row = body.insertRow(); for (const [value, kind] of cells(item)) cell(row, value, kind); }
    $(id).nextElementSibling.hidden = rows.length > 0;
  }
  function button(text, act) { const b = document.createElement("button"); b.textContent = text; b.onclick = act; return b; }
  const color = (status) => status === "SUCCESS" || status === "success" ? "good" : ["FAILURE", "TIMEOUT", "error"].includes(status) ? "bad" : "";
  async function showOverview() {
    const o = await get("/_simulator/overview");
    $("clock").textContent = o.clock.now + (o.clock.frozen ? " (frozen)" : "");
    $("totals").textContent = o.totals.jobs + " jobs, " + o.totals.builds + " builds, " + o.totals.recycled + " in the recycle bin";
    fill("jobs-table", o.jobs, (j) => [[j.name], [j.id], [j.project], [j.region], [j.creator], [j.steps], [j.builds], [j.disabled ? "disabled" : "", "bad"]]);
    fill("builds-table", o.builds, (b) => [[b.job + " #" + b.number], [b.status, color(b.status)], [b.seconds + " s"],
      [b.steps.map((s) => s.name + (s.status ? ": " + s.status : "")).join(", "), "soft"], [button("log", () => { record = b.record; refresh(); })]]);
    fill("recycled-table", o.recycled, (j) => [[j.name], [j.id], [j.project], [j.deletedAt]]);
    $("log-part").hidden = record === null;
    if (record === null) return;
    const log = await (await fetch("/_simulator/log/" + record)).text();
    if ($("log").textContent !== log) $("log").textContent = log;
  }
  async function showJournal() {
    const entries = await get("/_simulator/journal" + ($("failed").checked ? "?failed=true" : ""));
    fill("journal-table", entries.slice(-200).reverse(), (e) => [[e.number], [e.method + " " + e.url], [e.operation ?? "", "soft"], [e.status || "cut", e.status >= 400 || !e.status ? "bad" : "good"],
      [e.user ?? ""], [[...e.problems.map((p) => p.at + " " + p.message), ...e.unknownFields.map((f) => "unknown field " + f), e.errorCode, e.fault && "fault: " + e.fault].filter(Boolean).join("; "), "bad"]]);
  }
  async function showSwitches() {
    const [readings, faults] = await Promise.all([get("/_simulator/readings"), get("/_simulator/faults")]);
    fill("readings-table", readings, (r) => [[r.name], [r.value, r.value === r.default ? "" : "bad"], [r.values.join(", "), "soft"], [r.question], [r.evidence, "soft"]]);
    fill("faults-table", faults.rules, (f) => [[f.on], [JSON.stringify(f)]]);
  }
  async function refresh() {
    for (const part of document.querySelectorAll("section")) part.hidden = part.id !== view;
    for (const tab of document.querySelectorAll("nav button")) tab.setAttribute("aria-selected", String(tab.dataset.view === view));
    try {
      await showOverview();
      if (view === "journal") await showJournal();
      if (view === "switches") await showSwitches();
      $("gone").hidden = true;
    } catch { $("gone").hidden = false; }
  }
  for (const tab of document.querySelectorAll("nav button")) tab.onclick = () => { view = tab.dataset.view; refresh(); };
  $("failed").onchange = refresh;
  async function loop() { await refresh(); setTimeout(loop, 1000); }
  loop();
`;

function table(id: string, headings: string[], empty: string): string {
  const cells = headings.map((heading) => `<th scope="col">${heading}</th>`).join("");
  return `<table id="${id}"><thead><tr>${cells}</tr></thead><tbody></tbody></table><p class="soft">${empty}</p>`;
}

export const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>codearts-simulator</title>
<style>${style}</style></head><body>
<header><h1>codearts-simulator</h1><span id="totals"></span><span id="clock" class="soft"></span>
<strong id="gone" class="bad" role="alert" hidden>The simulator does not answer.</strong></header>
<nav role="tablist">
<button role="tab" data-view="jobs">Jobs</button><button role="tab" data-view="builds">Builds</button>
<button role="tab" data-view="recycled">Recycle bin</button><button role="tab" data-view="journal">Journal</button>
<button role="tab" data-view="switches">Readings and faults</button></nav>
<section id="jobs"><h2>Jobs</h2>${table("jobs-table", ["Name", "ID", "Project", "Region", "Creator", "Steps", "Builds", ""], "No jobs yet.")}</section>
<section id="builds" hidden><h2>Builds</h2>${table("builds-table", ["Build", "Status", "Time", "Steps", ""], "No builds yet.")}
<div id="log-part" hidden><h2>Log</h2><pre id="log"></pre></div></section>
<section id="recycled" hidden><h2>Recycle bin</h2>${table("recycled-table", ["Name", "ID", "Project", "Deleted"], "The recycle bin is empty.")}</section>
<section id="journal" hidden><h2>Journal</h2><label><input type="checkbox" id="failed"> only refused requests and those that violate the contract</label>
${table("journal-table", ["", "Request", "Operation", "Status", "User", "Problem"], "No such requests yet.")}</section>
<section id="switches" hidden><h2>Readings</h2>${table("readings-table", ["Name", "Value", "Choices", "Question", "Evidence"], "")}
<h2>Faults</h2>${table("faults-table", ["On", "Rule"], "No faults are set.")}</section>
<script>${script}</script></body></html>
`;
