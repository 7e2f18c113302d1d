/** Built-in templates: one for each publicly known step module. A real tenant has more. */
import { createHash } from "node:crypto";

export interface OfficialTemplate {
  uuid: string;
  name: string;
  description: string;
  moduleId: string;
  /** Name of its step. */
  step: string;
  /** Publicly known properties of its step, with observed values. */
  properties: Readonly<Record<string, unknown>>;
  version?: string;
  tool: string;
  language: string;
  weight: number;
}

function official(
  name: string,
  number: number,
  rest: Omit<OfficialTemplate, "uuid" | "name" | "moduleId" | "weight">,
): OfficialTemplate {
  const uuid = createHash("sha256").update(`official template ${name}`).digest("hex").slice(0, 32);
  return { uuid, name, moduleId: `devcloud2018.codeci_action_${number}.action`, weight: 100, ...rest };
}

const shellImage = "shell4.2.46-git1.8.3-zip6.00";

const maven = {
  image: "maven3.5.3-jdk8-open",
  command: "mvn package -Dmaven.test.skip=true -U -e -X -B",
  settingMode: "auto",
  userPublicRepositories: [],
  userPrivateRepositories: [],
  pomMode: "no",
  deal: "notDeal",
  ignoreTest: "false",
  file: "**/TEST*.xml",
  junitCoverageSwitch: "false",
  coverageReportPath: "**/site/jacoco",
  cacheOption: "cached",
  doCheck: "disable",
  dependencyProjectDir: "./",
  dependencySettings: "~/.m2/settings.xml",
  dependencyCheckParam: " ",
};

export const officialTemplates: readonly OfficialTemplate[] = [
  official("Maven-Build", 20043, {
    description: "Builds a Java project with Maven.",
    step: "Build with Maven",
    properties: maven,
    version: "20231001.6",
    tool: "maven",
    language: "Java",
  }),
  official("Npm-Build", 20014, {
    description: "Builds a JavaScript project with npm.",
    step: "Build with npm",
    properties: { image: "nodejs18", command: "npm install --verbose\nnpm run build" },
    tool: "npm",
    language: "JavaScript",
  }),
  official("CMake-Build", 20005, {
    description: "Builds a C or C++ project with CMake.",
    step: "Build with CMake",
    properties: {},
    tool: "cmake",
    language: "C++",
  }),
  official("Shell", 20017, {
    description: "Runs shell commands.",
    step: "Run Shell Commands",
    properties: { image: shellImage, command: "", preCondition: "SUCCESS" },
    tool: "shell",
    language: "Any",
  }),
  official("SWR-Public-Image", 20028, {
    description: "Runs commands in a public image of SWR.",
    step: "Use SWR Public Image",
    properties: { image: "", command: "", preCondition: "SUCCESS" },
    tool: "swr",
    language: "Any",
  }),
  official("Image-to-SWR", 20004, {
    description: "Builds an image and pushes it to SWR.",
    step: "Create Image and Push to SWR",
    properties: {},
    tool: "image",
    language: "Docker",
  }),
  official("Docker-Build", 20035, {
    description: "Runs Docker commands.",
    step: "Run Docker Commands",
    properties: {},
    tool: "docker",
    language: "Docker",
  }),
  official("Upload-to-Release", 20018, {
    description: "Uploads packages to the release repository.",
    step: "Upload to Release Repo",
    properties: {
      file: "bin/*",
      buildVersion: "",
      name: "",
      customUploadPath: "",
      remainOriginPath: "FLAT",
      uploadTool: "curl",
      image: shellImage,
      preCondition: "SUCCESS",
    },
    tool: "release",
    language: "Any",
  }),
  official("Upload-to-OBS", 20057, {
    description: "Uploads build results to OBS.",
    step: "Upload Files to OBS",
    properties: { backetName: "", objectKey: "./", artifactSourcePath: "bin/*", uploadDirectory: false },
    tool: "obs",
    language: "Any",
  }),
  official("Download-File", 20061, {
    description: "Downloads a file from the file manager.",
    step: "Download File from File Manager",
    properties: {},
    tool: "file",
    language: "Any",
  }),
];
