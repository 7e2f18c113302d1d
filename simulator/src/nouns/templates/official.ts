/** Built-in templates: one for each step module that is publicly known. A real tenant has more. */
import { createHash } from "node:crypto";

export interface OfficialTemplate {
  uuid: string;
  name: string;
  description: string;
  moduleId: string;
  step: string;
  command: string;
  tool: string;
  language: string;
  weight: number;
}

function official(
  name: string,
  moduleId: string,
  rest: Omit<OfficialTemplate, "uuid" | "name" | "moduleId" | "weight">,
): OfficialTemplate {
  const uuid = createHash("sha256").update(`official template ${name}`).digest("hex").slice(0, 32);
  return { uuid, name, moduleId, weight: 100, ...rest };
}

export const officialTemplates: readonly OfficialTemplate[] = [
  official("Maven-Build", "devcloud2018.codeci_action_20043.action", {
    description: "Builds a Java project with Maven.",
    step: "Maven",
    command: "mvn package -Dmaven.test.skip=true -U -e -X -B",
    tool: "maven",
    language: "Java",
  }),
  official("Docker-Build", "devcloud2018.codeci_action_20035.action", {
    description: "Builds an image with Docker commands.",
    step: "Docker",
    command: "docker build -t image:latest .",
    tool: "docker",
    language: "Docker",
  }),
  official("Upload-to-OBS", "devcloud2018.codeci_action_20057.action", {
    description: "Uploads build results to OBS.",
    step: "Upload to OBS",
    command: "",
    tool: "obs",
    language: "Any",
  }),
];
