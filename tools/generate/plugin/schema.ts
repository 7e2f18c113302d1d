/** The schema of the plugin: resources and types from the tables of the kinds, functions and settings from the declarations of sdk/. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingNames, variables } from "../../../provider/client/setting-sources";
import type { SettingName } from "../../../provider/client/settings";
import { kindOf } from "../../../provider/kinds";
import type { Table } from "../../../provider/kinds/table";
import { typeOf } from "../../../provider/pulumi-wire";
import { secretSettings } from "../../../provider/shared/secret-settings";
import { repository } from "../../pulumi/paths";
import { type KindModel, kindModels } from "../kinds/model";
import { schemaText } from "../programs";
import { declarations } from "./declarations";
import { type ObjectSpec, type PropertySpec, packageName, Types, tokenOf } from "./types";

interface ResourceSpec extends ObjectSpec {
  inputProperties: Record<string, PropertySpec>;
  requiredInputs: string[];
  aliases: { type: string }[];
  stateInputs?: ObjectSpec;
  listInputs?: ObjectSpec;
}

const undeclared: PropertySpec = {
  type: "array",
  items: { type: "string" },
  description: "Paths of live settings that the program does not declare; as of the last update or refresh.",
};

/** Settings that are not strings in a program. */
const settingTypes: Partial<Record<SettingName, PropertySpec>> = {
  retries: { type: "integer" },
  requestsInFlight: { type: "integer" },
  timeout: { type: "integer" },
  finishInterrupted: { type: "boolean" },
};

function resourceOf(model: KindModel, types: Types): ResourceSpec {
  const { name, inputs, outputs, noun } = model;
  const written = types.object(inputs, name);
  const computed = types.object(outputs, name);
  const filled = Object.keys(inputs).filter((key) => inputs[key]?.filled !== undefined);
  const listed = listInputs(model);
  const place = Object.entries(inputs).filter(([, input]) => input.place);
  return {
    type: "object",
    description: `${schemaText(model)}\n\n## Import\n\nBy its id: \`pulumi import ${tokenOf(name)} name id\`. This imports one ${noun}; \`pulumi-codearts adopt\` imports all of a project.`,
    properties: { ...written.properties, ...computed.properties, undeclared },
    required: [...written.required, ...filled, ...computed.required, "undeclared"],
    inputProperties: written.properties,
    requiredInputs: written.required,
    aliases: [{ type: typeOf(name) }],
    ...(listed && { listInputs: listed }),
    stateInputs: { type: "object", ...optional(types.object(Object.fromEntries(place) as Table, name)) },
  };
}

/** Arguments of a list: the project or job that its objects belong to; the project defaults to the configured one. */
function listInputs({ handle, noun }: KindModel): ObjectSpec | undefined {
  const { list, listIn, within } = kindOf(handle);
  const key = within?.key ?? (listIn && "projectId");
  if (!list && !key) return undefined;
  const region: PropertySpec = { type: "string", description: "Region. Default: configuration `codearts:region`." };
  if (list || !key) return { type: "object", properties: { region } };
  const owner = {
    projectId: "CodeArts project. Default: configuration `codearts:projectId`.",
    jobId: `Job that a ${noun} belongs to.`,
  };
  const properties = { region, [key]: { type: "string", description: owner[key] } };
  return { type: "object", properties, ...(key === "jobId" && { required: [key] }) };
}

const optional = ({ properties }: { properties: Record<string, PropertySpec> }) => ({ properties });

function settingsOf(docs: Readonly<Record<string, string>>): Record<string, PropertySpec> {
  return Object.fromEntries(
    settingNames.map((name) => {
      const description = [docs[name] ?? "", `Environment: ${variables[name].map((one) => `\`${one}\``).join(", ")}.`]
        .join(" ")
        .trim();
      return [
        name,
        {
          ...(settingTypes[name] ?? { type: "string" }),
          description,
          ...(secretSettings.has(name) && { secret: true as const }),
        },
      ];
    }),
  );
}

const languages = {
  nodejs: { packageName: "pulumi-codearts", respectSchemaVersion: true },
  python: { packageName: "pulumi_codearts", respectSchemaVersion: true, pyproject: { enabled: true } },
  go: { importBasePath: "pulumi-codearts/sdk/go/codearts", respectSchemaVersion: true, generateResourceContainerTypes: true },
  csharp: { namespaces: { codearts: "CodeArts" }, packageReferences: { Pulumi: "3.*" }, respectSchemaVersion: true },
  java: { basePackage: "pulumi", artifactId: "codearts", buildFiles: "gradle" },
};

/** The schema as JSON, one line. */
export function pluginSchema(): string {
  const { version, description, license, keywords } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const types = new Types();
  const resources = Object.fromEntries(kindModels.map((model) => [tokenOf(model.name), resourceOf(model, types)]));
  const { functions, settings } = declarations(types);
  const inputProperties = settingsOf(settings);
  const schema = {
    name: packageName,
    displayName: "CodeArts Build",
    version,
    description,
    keywords: [...keywords, "category/cloud", "kind/native"],
    license,
    publisher: "pulumi-codearts",
    // SDKs are packages of their language: each with its version, its manifest and its module path.
    meta: { supportPack: true },
    // unpkg.com serves single files of npm packages.
    logoUrl: `https://unpkg.com/pulumi-codearts@${version}/dist/plugin/logo.png`,
    attribution: "Not a product of Huawei.",
    config: { variables: inputProperties },
    provider: { description: "The account, region and settings of the resources that use it.", type: "object", inputProperties },
    types: types.specs,
    resources,
    functions,
    language: languages,
  };
  return `${JSON.stringify(schema)}\n`;
}
