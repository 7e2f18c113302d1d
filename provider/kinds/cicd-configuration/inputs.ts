import { z } from "zod";
import { replace, update, updateAfterwards, withDefault } from "../../lifecycle/kind";
import { isAbsent, same, sameSet } from "../../lifecycle/values";
import { adoptExisting, region } from "../parts/place";
import { line } from "../parts/text";
import { derivedFrom, type Input, input, type Written } from "../table";
import { commandSchema } from "./command-inputs";

const entries = z.array(line()).max(1000);

/** An empty list clears entries added elsewhere; an undeclared list is not managed. */
const sameDeclaredSet = (one: unknown, other: unknown) =>
  isAbsent(one) || isAbsent(other) ? same(one, other) : sameSet(one, other);

const elsewhere = "the old configuration is deleted there, and pipelines with its id must be changed to the new one";

/** Input name and wire name of each list. */
export const lists = {
  vulnerabilityWhitelist: "vulnerability_whitelist",
  vulnerabilityBlocklist: "vulnerability_blocklist",
  imageWhitelist: "image_whitelist",
} as const;

const list = (name: keyof typeof lists, doc: string) =>
  input(entries.optional(), {
    doc,
    limits: "at most 1,000 entries",
    wire: { name: lists[name] },
    change: update(sameDeclaredSet),
  });

const table = {
  region: region(replace(elsewhere)),
  adoptExisting: adoptExisting("Adopt an existing configuration with this name instead of failing."),
  name: input(line(128), {
    doc: "Name, unique in its enterprise project. The service cannot change it.",
    limits: "1 to 128 characters",
    filled: "the resource's name",
    identifies: true,
    wire: { name: "cicd_name" },
    change: replace("the service cannot rename a configuration; pipelines with its id must be changed to the new one"),
  }),
  vulnerabilityWhitelist: list(
    "vulnerabilityWhitelist",
    "Vulnerabilities that a pipeline may have, such as `CVE-2024-3094`; a set.",
  ),
  vulnerabilityBlocklist: list(
    "vulnerabilityBlocklist",
    "Vulnerabilities that block a pipeline; a set. Of the three lists only this one blocks.",
  ),
  imageWhitelist: list("imageWhitelist", "Images with which a pipeline passes; a set."),
  enterpriseProjectId: input(line(256).optional(), {
    doc: "Enterprise project of the configuration, if the account uses enterprise projects; `0` is the default one.",
    otherwise: "the service's (0)",
    place: true,
    change: replace(elsewhere, withDefault("0")),
  }),
  iamProjectId: input(line(256).optional(), {
    doc: "IAM project of the region (not a CodeArts project).",
    otherwise: "looked up once by the region's name",
    place: true,
    identifies: true,
    change: replace(elsewhere),
  }),
  command: input(commandSchema.optional(), {
    doc: "What the command in the output `createCommand` scans. Without it no command is rendered. Rendered again when it changes.",
    change: { ...updateAfterwards(), unread: true },
  }),
  raw: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Fields of the service's API that have no input, under their API names. Only the keys declared here are sent.",
    change: update(withDefault({})),
  }),
};

const outputs = {
  createCommand: input(z.string().optional(), {
    doc: "The command that runs the scan in a pipeline, if `command` is set. Secret as a whole, because it contains the password.",
    secret: true,
  }),
} satisfies Record<string, Input>;

/** A CI/CD access configuration of the Host Security Service (HSS): what an image scan in a pipeline allows. */
export const cicdConfigurationInputs = { ...derivedFrom(table), outputs };
export type CicdConfigurationInputs = Written<typeof table>;
