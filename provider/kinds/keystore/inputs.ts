import { z } from "zod";
import { replace, update, updateAfterwards } from "../../lifecycle/kind";
import { adoptExisting, region } from "../parts/place";
import { line, without } from "../parts/text";
import { derivedFrom, input, type Written } from "../table";
import { contentSchema, sameContent } from "./content";
import { permission, samePermissions } from "./permission-inputs";

const suffixes = [".xml", ".key", ".keystore", ".jks", ".crt", ".pem"];
const allowed = `${suffixes.slice(0, -1).join(", ")} or ${suffixes.at(-1)}`;

function suffixProblem(name: string): string | undefined {
  if (name === "" || suffixes.some((suffix) => name.endsWith(suffix))) return undefined;
  const suffix = /[^.](\.[^.]{1,20})$/.exec(name)?.[1];
  if (suffix === undefined) return `has no suffix; a file name ends in ${allowed}`;
  const small = suffix.toLowerCase();
  if (suffixes.includes(small)) return `ends in ${suffix}; write it in lower case, ${small}`;
  return `${suffix} is not allowed; a file name ends in ${allowed}`;
}

const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine(without(/[/\\:*?"<>|\p{Cc}]/u), 'a file name must not contain / \\ : * ? " < > |')
  .superRefine((name, context) => {
    const message = suffixProblem(name);
    if (message) context.addIssue({ code: "custom", message });
  });

const table = {
  region: region(replace("the file is uploaded in the new region with a new id, and deleted in the old one")),
  adoptExisting: adoptExisting("Adopt an existing file with this name and content instead of failing."),
  name: input(fileName, {
    doc: "File name, by which builds refer to it.",
    limits: `ends in ${allowed}; 1 to 255 characters, none of / \\ : * ? " < > |`,
    filled: "the resource's name",
    identifies: true,
    wire: { name: "keystore_name" },
    change: update(),
  }),
  content: input(contentSchema, {
    doc: "The file's content in base64; `keystoreFile(path)` reads a file. The service cannot change the content of a file, so changed content is uploaded as a new file.",
    limits: "1 byte to 100 KB (102,400 bytes) before base64; 20 files per user",
    secret: true,
    wire: { name: "file" },
    change: replace(
      "the service cannot change a file's content, so it is uploaded as a new file with a new id; permissions granted elsewhere are lost",
      sameContent,
    ),
  }),
  description: input(z.string().optional(), { doc: "Description shown with the file.", otherwise: "empty", change: update() }),
  shared: input(z.boolean().optional(), {
    doc: "Whether every user of the account may use the file in builds.",
    default: false,
    wire: { name: "share" },
    change: updateAfterwards(),
  }),
  permissions: input(z.record(line(), permission).optional(), {
    doc: "What single users may do, by user name. Only the users declared here are managed; the entry of the user who uploaded the file, who has all permissions, never changes.",
    change: updateAfterwards(samePermissions),
  }),
};

/** A stored file that builds use: a keystore, a certificate, a key or a settings file. */
export const keystoreInputs = derivedFrom(table);
export type KeystoreInputs = Written<typeof table>;
