import { defaults } from "../defaults";
import type { Cursor } from "../engine/cursor";
import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { owasp } from "./frameworks";

const rights = ["use", "modify", "delete", "manage"] as const;

export const keystorePrivate = resourceRule({
  name: "keystore-private",
  kinds: ["Keystore"],
  description: "Keystores are not shared, and their content is a Pulumi secret.",
  why: "Whoever may use a signing key signs in the organisation's name.",
  level: "advisory",
  severity: "high",
  ...owasp("CICD-SEC-2"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 4.2.1", "OWASP CICD-SEC-2"],
  mend: "Keep shared: false, grant single users permission to use it, and read the content with keystoreFile or config.requireSecret.",
  options: { rights: list("Permissions that other users may have.", ["use"], rights) },
  judgesSecrecy: true,
  example: {
    fails: `name: "release.jks", content: base64, shared: true`,
    passes: `name: "release.jks", content: codearts.keystoreFile("release.jks"), permissions: { builder: { userId, use: true } }`,
  },
  *check({ inputs }, config) {
    if (inputs.at("shared").flag() === true)
      yield {
        at: inputs.at("shared"),
        says: "everybody in the tenant may use this key; set it to false and grant permissions to single users",
      };
    const content = inputs.at("content");
    if (!content.secret && (content.text() ?? "") !== "")
      yield { at: content, says: "is not a Pulumi secret; use keystoreFile(…) or config.requireSecret(…)" };
    for (const [, permission] of inputs.at("permissions").entries())
      for (const right of rights)
        if (isGiven(permission, right) && !config.rights.includes(right))
          yield {
            at: permission.at(right),
            says: `wider than allowed; other users may have: ${config.rights.join(", ") || "nothing"}`,
          };
  },
});

/** Whoever is named has some rights unless the program says otherwise. */
function isGiven(permission: Cursor, right: (typeof rights)[number]): boolean {
  const at = permission.at(right);
  return (at.absent() ? defaults.KeystorePermission[right] : at.flag()) === true;
}
