import type { Cursor } from "../engine/cursor";
import { integer } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { owasp } from "./frameworks";

export const cicdBlocklistRequired = resourceRule({
  name: "cicd-blocklist-required",
  kinds: ["CicdConfiguration"],
  description: "The image scan of a pipeline blocks some vulnerabilities.",
  why: "Only the blocklist stops a pipeline; without one the scan only reports what it finds.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-9"),
  references: ["OpenSSF Scorecard Vulnerabilities", "CIS Software Supply Chain 3.2.2", "OWASP CICD-SEC-9"],
  mend: "List in vulnerabilityBlocklist what must never be released.",
  options: {},
  example: {
    fails: `name: "release", vulnerabilityBlocklist: []`,
    passes: `name: "release", vulnerabilityBlocklist: ["CVE-2021-44228"]`,
  },
  *check({ inputs }) {
    const at = inputs.at("vulnerabilityBlocklist");
    if (!isEmpty(at)) return;
    const lists = [inputs.at("vulnerabilityWhitelist"), inputs.at("imageWhitelist")];
    const what = lists.every(isEmpty)
      ? "this configuration neither blocks nor lists anything"
      : "is empty, so the scan blocks nothing";
    yield { at, says: `${what}; list what must not be released` };
  },
});

export const cicdWhitelistNarrow = resourceRule({
  name: "cicd-whitelist-narrow",
  kinds: ["CicdConfiguration"],
  description: "Whitelists of the image scan are short and name each entry.",
  why: "Whatever is on a whitelist passes the scan; nobody reviews a long one.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-9"),
  references: ["OpenSSF Scorecard Vulnerabilities", "CIS Software Supply Chain 3.2.2", "OWASP CICD-SEC-9"],
  mend: "Remove what is fixed or no longer used; list single vulnerabilities and images; keep each in one list only.",
  options: { maxEntries: integer("Maximum number of entries in one whitelist.", 20, 0, 1000) },
  example: {
    fails: `name: "release", vulnerabilityBlocklist: ["CVE-2021-44228"], imageWhitelist: ["*"]`,
    passes: `name: "release", vulnerabilityBlocklist: ["CVE-2021-44228"], imageWhitelist: ["base/jdk:21.0.2"]`,
  },
  *check({ inputs }, { maxEntries }) {
    const blocked = new Set(textsOf(inputs.at("vulnerabilityBlocklist")).map(({ text }) => text));
    for (const key of ["vulnerabilityWhitelist", "imageWhitelist"]) {
      const at = inputs.at(key);
      const count = at.items().length;
      if (count > maxEntries) yield { at, says: `has ${count} entries; at most ${maxEntries} are allowed` };
      for (const { entry, text } of textsOf(at)) {
        if (text.includes("*")) yield { at: entry, says: "a wildcard also allows what nobody has reviewed; list single entries" };
        if (key === "vulnerabilityWhitelist" && blocked.has(text))
          yield { at: entry, says: `${text} also in vulnerabilityBlocklist; keep it in one list` };
      }
    }
  },
});

function isEmpty(list: Cursor): boolean {
  return list.absent() || (list.isList() && list.items().length === 0);
}

function textsOf(list: Cursor): { entry: Cursor; text: string }[] {
  return list.items().flatMap((entry) => {
    const text = entry.text()?.trim();
    return text === undefined ? [] : [{ entry, text }];
  });
}
