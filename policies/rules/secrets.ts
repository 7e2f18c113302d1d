import type { Cursor } from "../engine/cursor";
import type { Finding } from "../engine/rule";
import { searchForCredential } from "../secrets/credentials";
import { isRandomLooking, isReference } from "../secrets/telling-names";
import { stepsOf, textsOf, textsUnder } from "./steps";

const readIt = "read it with config.requireSecret(…)";

/** The finding for a plain-text value; `mend` tells where to keep it. */
function complaint(name: string, text: string, mend: string): string | undefined {
  const { looks, isCut } = searchForCredential(name, text);
  if (looks) return `looks like a credential (${looks}) and is not a Pulumi secret; ${mend}`;
  return isCut ? "is too long to be searched completely for credentials; keep it in the repository as a file" : undefined;
}

/** Parameters whose default is a plain-text credential, or a secret that the service would show. */
export function* secretsInParameters(parameters: Cursor): Iterable<Finding> {
  for (const [name, parameter] of parameters.entries()) {
    const value = parameter.isMap() ? parameter.at("default") : parameter;
    const isPrivate = parameter.isMap() && parameter.at("private").flag() === true;
    if (value.secret) {
      const unclear = parameter.isMap() && !parameter.at("private").absent() && parameter.at("private").flag() === undefined;
      if (!isPrivate && !unclear)
        yield {
          at: parameter.isMap() ? value : parameter,
          says: "is a secret, but the parameter is not private: the service shows it; set private: true",
        };
      continue;
    }
    const text = value.text() ?? "";
    const says =
      complaint(name, text, `${readIt} and set private: true`) ??
      (isPrivate && isRandomLooking(text, "password")
        ? `looks like a credential (a secret in a private parameter) and is not a Pulumi secret; ${readIt}`
        : undefined);
    if (says) yield { at: value, says };
  }
}

/** Step properties with a plain-text credential; stepSecrets are secret by declaration. */
export function* secretsInSteps(inputs: Cursor): Iterable<Finding> {
  for (const step of stepsOf(inputs))
    for (const { at, name, text } of textsOf(step.at("properties"))) {
      const says = at.secret ? undefined : complaint(name, text, `${readIt} and pass it to the step through stepSecrets`);
      if (says) yield { at, says };
    }
  for (const [, properties] of inputs.at("stepSecrets").entries())
    for (const [, value] of properties.entries()) {
      const text = value.secret ? "" : (value.text() ?? "");
      if (text !== "" && !isReference(text)) yield { at: value, says: `is not a Pulumi secret; ${readIt}` };
    }
}

/** Plain-text credentials in unexpected places: options of a parameter, descriptions, triggers and raw fields. */
export function* secretsElsewhere(inputs: Cursor): Iterable<Finding> {
  const places = inputs
    .at("parameters")
    .entries()
    .flatMap(([name, parameter]): [string, Cursor][] =>
      parameter.isMap()
        ? [
            [name, parameter.at("options")],
            ["description", parameter.at("description")],
          ]
        : [],
    );
  for (const key of ["triggers", "raw", "description"]) places.push([key, inputs.at(key)]);
  for (const [name, place] of places)
    for (const { at, name: called, text } of textsUnder(name, place)) {
      const says = at.secret ? undefined : complaint(called, text, readIt);
      if (says) yield { at, says };
    }
}
