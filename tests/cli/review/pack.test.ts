/** What a preview is told so that the engine runs the rules of this package with settings of its own; tests/e2e/policies has the engine. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { openPack } from "../../../cli/commands/review/pack";

test("settings say every level, and stand behind those of other packs", () => {
  const pack = openPack({ all: "advisory", "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 } });
  if (pack === undefined) throw new Error("@pulumi/policy is not beside this repository");
  try {
    expect(basename(pack.folder)).toBe("policy-pack");
    const words = pack.settings(2, []);
    expect(words.filter((_, index) => index % 2 === 0)).toEqual(Array(3).fill("--policy-pack-config"));
    const [first = "", second, third = ""] = words.filter((_, index) => index % 2 === 1);
    expect([second, readFileSync(first, "utf8")]).toEqual([first, "{}"]);
    expect(JSON.parse(readFileSync(third, "utf8"))).toMatchObject({
      "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 },
      "scm-url-no-credentials": { enforcementLevel: "advisory" },
      // Needs a setting and has none.
      "job-naming": { enforcementLevel: "disabled" },
    });
    for (const given of [["--policy-pack-config", "a.json"], ["--policy-pack-config=a.json"]])
      expect(pack.settings(1, given)).toEqual(["--policy-pack-config", third]);
    pack.close();
    expect(existsSync(dirname(third))).toBe(false);
  } finally {
    pack.close();
  }
});
