/** docs/api.md: every operation with its client function, its users, and whether the simulator implements it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { handlers } from "../../simulator/src/nouns/registry";
import { functionNames } from "./calls";
import { type OperationObject, readContract, root, services } from "./contract";

const camel = (text: string) => text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (text: string) => camel(`-${text}`);

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.map((file) => join(folder, file)).sort();
}

/** Describes the user of an operation: a resource, a look-up function, a command. */
function userOf(file: string, textBefore: string): string {
  const [room = "", ...rest] = relative(root, file).split("/");
  if (room === "cli") return rest[0] === "commands" ? `command \`${rest[1]}\`` : "several commands";
  if (room === "sdk")
    return `look-up \`${[...textBefore.matchAll(/export (?:async )?function (\w+)/g)].at(-1)?.[1] ?? "several"}\``;
  const name = (rest[1] ?? "").replace(".ts", "");
  return name === "parts" ? "several resources" : `resource \`${pascal(name)}\``;
}

/** operationId → its users, from the calls in the sources. */
function usersOf(): Map<string, Set<string>> {
  const byFunction = new Map([...functionNames].map(([operation, name]) => [name, operation]));
  const users = new Map<string, Set<string>>();
  const note = (operation: string | undefined, user: string) => {
    if (operation !== undefined && functionNames.has(operation))
      users.set(operation, (users.get(operation) ?? new Set()).add(user));
  };
  for (const operation of ["createUserToken", "listProjects", "listRelatedProjects"]) note(operation, "client");
  for (const file of ["provider/kinds", "sdk", "cli"].flatMap((folder) => filesUnder(join(root, folder)))) {
    const text = readFileSync(file, "utf8");
    for (const call of text.matchAll(/\.(\w+)\s*\.(\w+)\(|(?:request|each)\(\s*"(\w+)"/g)) {
      const user = () => userOf(file, text.slice(0, call.index));
      const operation = call[3] ?? byFunction.get(`${call[1]}.${call[2]}`);
      if (operation !== undefined && functionNames.has(operation)) note(operation, user());
    }
    if (text.includes("logs.follow("))
      for (const operation of ["getRealTimeLog", "getBuildRecordInfo"]) note(operation, userOf(file, ""));
  }
  return users;
}

function rowOf(operation: OperationObject, name: string, users: Set<string> | undefined): string {
  const id = operation.deprecated ? `~~${operation.operationId}~~` : operation.operationId;
  const answered = Object.hasOwn(handlers, operation.operationId) ? "yes" : "no";
  return `| ${id} | \`${name}\` | ${operation.summary} | ${[...(users ?? [])].sort().join(", ")} | ${answered} | ${operation["x-source"] ?? ""} |`;
}

export function writeApiDoc(): void {
  const users = usersOf();
  const operations = services.flatMap((service) =>
    Object.values(readContract(service).paths).flatMap((item) => Object.values(item)),
  );
  const sections = new Map<string, string[]>();
  for (const operation of operations) {
    const name = functionNames.get(operation.operationId) ?? "";
    const noun = name.split(".")[0] ?? "";
    sections.set(noun, [...(sections.get(noun) ?? []), rowOf(operation, name, users.get(operation.operationId))]);
  }
  const head = "| operation | function | what it does | used by | simulator | source |\n| --- | --- | --- | --- | --- | --- |";
  const body = [...sections]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([noun, rows]) => `## ${noun}\n\n${head}\n${rows.join("\n")}\n`);
  writeFileSync(join(root, "docs", "api.md"), `${introduction(operations.length)}\n${body.join("\n")}`);
}

function introduction(count: number): string {
  return `# The client: ${count} operations

<!-- Made by tools/generate from the contract and the sources. -->

\`\`\`ts
import { createClient } from "pulumi-codearts/client";

const client = createClient({ region: "cn-north-4", accessKey, secretKey });
const { job_id } = await client.jobs.create({ project_id, job_name: "api", arch: "x86-64", steps });
await client.request("createJob", { body });                                        // any operation by its name
for await (const job of client.each("listProjectJobs", { path: { project_id } })) { // every row, over all pages
  console.log(job.job_name);
}
\`\`\`

- **What comes back** is the \`result\` of enveloped answers and the body of the others; bytes come as a \`Download\` (\`stream\`, \`bytes()\`, \`size\`,
  \`fileName\`). Integers beyond 2^53 come as \`bigint\` and go out as bare digits, so that nothing is lost. Unknown fields and new enum values pass.
- **What fails** throws a \`CodeArtsError\` with \`kind\`, \`operation\`, \`status\`, \`code\`, \`serviceMessage\`, \`requestId\`; also what the service
  refuses inside HTTP 200. \`happened\` says of a write whether it can have taken effect: \`"no"\`, or \`"unknown"\` after a lost answer.
- **What is tried again**: 429, 502, 503, 504, CB.00060211, CB.00060100 and broken connections, a read also after 408 and 500, with growing random
  pauses, as long as Retry-After says. What makes an object or starts a build is repeated only when it surely did not happen.
- **Credentials**: options, Pulumi configuration, environment (\`HW_ACCESS_KEY\`, \`HW_SECRET_KEY\`, \`HUAWEICLOUD_SDK_AK\`, …), the profile file of
  KooCLI, and, when asked for (\`metadata: true\`), the metadata service of an ECS machine. User, password and domain give a token.
- Every function takes \`{ signal, timeout, onProgress }\` as its last argument. Deprecated operations are ~~struck out~~.
`;
}
