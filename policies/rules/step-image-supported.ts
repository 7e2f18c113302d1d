import { integer } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { imagesIn } from "../shell/images";
import { readShell } from "../shell/read";
import { supportsOf } from "../text/end-of-life";
import { owasp } from "./frameworks";
import { commandsOf, findingsIn, imagePropertiesOf } from "./steps";

export const stepImageSupported = resourceRule({
  name: "step-image-supported",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Images contain languages and systems that are still supported.",
  why: "Vulnerabilities found after the end of support are not fixed, in the build and in its artifacts.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-3"),
  references: [
    "SLSA build dependency",
    "OpenSSF Scorecard Vulnerabilities",
    "CIS Software Supply Chain 2.2.6",
    "OWASP CICD-SEC-3",
  ],
  mend: "Move to a supported version. The rule knows Node.js, Python, Go, Java, PHP, Ruby, .NET and common Linux distributions, by their image names and by the service's own (nodejs18), with the dates of endoflife.date.",
  options: { graceDays: integer("Days for which an image may be used after its end of support.", 0, 0, 3650) },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20014.action", name: "Build", version: "1.0", properties: { image: "nodejs12.7.0", command: "npm ci" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Build", version: "1.0", properties: { command: "docker run --rm -v \\"$PWD:/src\\" eclipse-temurin:21.0.8_9-jdk /src/mvnw -B verify" } }]`,
  },
  *check({ inputs }, { graceDays }, today) {
    const latest = dayBefore(today, graceDays);
    for (const { at, text } of imagePropertiesOf(inputs))
      for (const says of complaintsAbout(text.trim(), latest)) yield { at, says };
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, complaintsIn(text, latest));
  },
});

function* complaintsIn(text: string, latest: string) {
  for (const image of imagesIn(readShell(text)))
    if (image.literal) for (const says of complaintsAbout(image.text, latest)) yield { start: image.start, says };
}

function complaintsAbout(image: string, latest: string): string[] {
  const ended = supportsOf(image).filter(({ until }) => until < latest);
  return ended.map(({ what, until }) => `${what} has not been supported since ${until}; move to a supported version`);
}

function dayBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
