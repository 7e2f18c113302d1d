/** Build jobs: create, read, update, copy, delete, disable, list. */
import type { Handlers } from "../../operation";
import { enveloped } from "../answers";
import { codeBranch, parameterKind } from "./parameters";
import { type ReadId, readHandlers } from "./read";
import { type WriteId, writeHandlers } from "./write";

type JobId = WriteId | ReadId | "listParameterTypes" | "listDefaultParameters" | "listSystemParameters";

const nameRules = [
  { type: "maxLen", value: "128", errormsg: "Enter at most 128 characters." },
  { type: "minLen", value: "1", errormsg: "Enter at least 1 character." },
  { type: "regex", value: "^[a-z0-9A-Z\\_]{1,128}$", errormsg: "Only letters, digits and underscores are allowed." },
];

const fields = [
  { name: "name", title: "Parameter", type: "text", required: true, constraints: nameRules },
  { name: "type", title: "Type", type: "text", required: true, constraints: [] },
  {
    name: "defaultValue",
    title: "Default value",
    type: "text",
    required: false,
    constraints: [{ type: "maxLen", value: "8192", errormsg: "Enter at most 8192 characters." }],
  },
  { name: "description", title: "Description", type: "text", required: false, constraints: [] },
  { name: "staticVar", title: "Set at run time", type: "switch", required: false, constraints: [] },
  { name: "sensitiveVar", title: "Private", type: "switch", required: false, constraints: [] },
];

const systemParameters: [string, string][] = [
  ["PROJECT_ID", "ID of the CodeArts project."],
  ["DATE", "Day of the build, yyyyMMdd."],
  ["TIME", "Time of the build, HHmmss."],
  ["TIMESTAMP", "Day and time of the build, yyyyMMddHHmmss."],
  ["INCREASENUM", "Number of the build within its day."],
  ["BUILDNUMBER", "Day, a dot and the number of the build within that day."],
  ["COMMIT_ID", "Commit that is built."],
  ["COMMIT_ID_SHORT", "First digits of the commit that is built."],
];

export const jobs: Handlers<JobId> = {
  ...writeHandlers,
  ...readHandlers,
  listParameterTypes: (call) =>
    enveloped(call, {
      build_parameters: [
        {
          name: parameterKind,
          title: "String Parameters",
          params: fields.map((field) => ({
            ...field,
            constraints: field.constraints.map((rule) => ({ region: null, language: null, ...rule })),
            deletion: false,
            defaults: false,
          })),
        },
      ],
    }),
  listDefaultParameters: (call) => enveloped(call, [codeBranch()]),
  listSystemParameters: (call) =>
    enveloped(
      call,
      systemParameters.map(([parameter_name, description], index) => ({ id: index + 1, parameter_name, description })),
    ),
};
