/** The files of a new program besides its modules, and the list of secrets. */
import { textWidth } from "../../lib/terminal";
import type { Secret } from "./model";

export function projectFiles(name: string, version: string, hasManifest: boolean): Record<string, string> {
  const manifest = {
    name,
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-codearts": `^${version}` },
    devDependencies: { "@types/node": "^20.19.0", typescript: "^5.9.0" },
  };
  return {
    "Pulumi.yaml": `name: ${name}\ndescription: Build jobs of Huawei Cloud CodeArts\nruntime: nodejs\n`,
    ...(hasManifest ? {} : { "package.json": `${JSON.stringify(manifest, null, 2)}\n` }),
    "tsconfig.json": tsconfig,
    ".gitignore": "node_modules/\n.pulumi-codearts/\n",
  };
}

const tsconfig = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "commonjs",
    "moduleResolution": "node10",
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true,
    "forceConsistentCasingInFileNames": true
  },
  "include": ["**/*.ts"],
  "exclude": ["node_modules"]
}
`;

/** Lists the values to set and those adopted, and explains how to manage a value that the service does not return. */
export function secretsFile(secrets: Secret[]): string {
  const hidden = secrets.filter(({ value }) => value === undefined);
  const known = secrets.filter(({ value }) => value !== undefined);
  return [
    "# Secrets of this program\n",
    ...(hidden.length === 0 ? [] : [hiddenText, table(hidden)]),
    ...(known.length === 0 ? [] : [knownText, table(known)]),
  ].join("\n");
}

const hiddenText = `## To set

The service does not return these values, so this program does not know them. The stack's configuration holds a placeholder
for each, and \`ignoreChanges\` on its resource keeps the value in the service: no \`up\` overwrites it. To manage a value
here (required before these jobs are created again in another project):

1. \`pulumi config set --secret KEY\` and type the value,
2. delete the \`ignoreChanges\` entry of the property,
3. \`pulumi up\`.
`;

const knownText = `## Taken over

Read from the service and stored encrypted in the stack's configuration. There is nothing to do; another stack of this
program needs its own values.
`;

function table(secrets: Secret[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rows = secrets.flatMap(({ key, uses }) =>
    uses.map(({ resource, property }, index) => [index === 0 ? `\`${key}\`` : "", cell(resource), `\`${cell(property)}\``]),
  );
  const all = [["key", "resource", "property"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => textWidth(row[column] ?? ""))));
  const line = (row: string[], fill: string) =>
    `| ${widths.map((width, column) => (row[column] ?? "") + fill.repeat(width - textWidth(row[column] ?? ""))).join(" | ")} |`;
  const [head = [], ...body] = all;
  return [line(head, " "), line([], "-"), ...body.map((row) => line(row, " ")), ""].join("\n");
}
