/** All rows of a list, over all its pages. */
import { inputError } from "./errors";
import type { CallOptions, OperationInput } from "./operation";
import { type Paging, pages } from "./paging";
import type { Answer, Input } from "./types";

/** The five forms of paging: page_index from 0, page_no from 1, page from 0 or 1, offset in pages, offset in rows. */
const byIndex = { page: "page_index", size: "page_size", first: 0, counts: "pages", limit: 100 } as const;
const byNumber = { page: "page_no", size: "page_size", first: 1, counts: "pages", limit: 100 } as const;
const byPage = { page: "page", size: "page_size", first: 1, counts: "pages", limit: 100 } as const;
const byPageOffset = { page: "offset", size: "limit", first: 0, counts: "pages", limit: 100 } as const;
const byRowOffset = { page: "offset", size: "limit", first: 0, counts: "rows", limit: 200 } as const;

const infoRecords = { ...byIndex, rows: "job_build_states", total: "total_record", identity: ["number", "build_time"] } as const;
const templates = { rows: "items", total: "total_size", identity: ["uuid"] } as const;
const history = { ...byPageOffset, rows: "history_records", total: "total", identity: ["record_id"] } as const;

export const pagings = {
  listProjectJobs: { ...byIndex, rows: "jobs", total: "total", identity: ["id"] },
  listProjectJobsV3: { ...byIndex, rows: "jobs", total: "total", identity: ["id"] },
  listUserJobs: { ...byIndex, rows: "job_list", total: "total", identity: ["id"] },
  listBuildInfoRecords: infoRecords,
  listBuildInfoRecordsV3: infoRecords,
  listRecycledJobs: { ...byNumber, rows: "job_list", total: "total", identity: ["job_id"] },
  listJobUpdateHistory: { ...byNumber, rows: "job_update_records", total: "total", identity: ["id"] },
  searchRelatedProjects: { ...byNumber, rows: "project_info_list", total: "total", identity: ["identifier"] },
  listKeystores: { ...byPage, rows: "keystore_list", total: "total", identity: ["id"] },
  listKeystorePermissions: { ...byPage, rows: "permission_list", total: "total", identity: ["id"], asText: true },
  listCustomTemplates: { ...byPage, ...templates },
  listTemplatesV3: { ...byPage, ...templates, asText: true },
  listOfficialTemplates: { ...byPage, ...templates, first: 0, asText: true },
  listBuildRecords: { ...byPage, size: "limit", first: 0, rows: "data", total: "pagination.total", identity: ["id"] },
  listBuildHistory: history,
  listBuildHistoryByPeriod: history,
  listCicdConfigurations: { ...byRowOffset, rows: "data_list", total: "total_num", identity: ["cicd_id"] },
  listCicdImages: {
    ...byRowOffset,
    rows: "data_list",
    total: "total_num",
    identity: ["image_id", "cicd_name", "namespace", "image_name", "image_version"],
  },
  listProjects: { ...byPage, size: "per_page", rows: "projects", total: null, identity: ["id"] },
} as const satisfies Record<string, Paging>;

/** Operations with paging. */
export type PagedOperation = keyof typeof pagings;

type RowsField<Id extends PagedOperation> = (typeof pagings)[Id]["rows"];
/** One row of a list. */
export type Row<Id extends PagedOperation> =
  Answer<Id> extends { [Field in RowsField<Id>]?: (infer Item)[] | null } ? Item : never;

type PageValues = "page" | "page_no" | "page_index" | "page_size" | "per_page" | "offset" | "limit";
type Filters<Values> = { [Key in keyof Values as Key extends PageValues ? never : Key]: Values[Key] };
/** Values of a list request, without those of paging. */
export type ListInput<Id extends PagedOperation> = {
  [Name in keyof Input<Id>]: Name extends "query" ? Filters<NonNullable<Input<Id>[Name]>> : Input<Id>[Name];
} extends infer Values
  ? Values extends { query: infer Query }
    ? Record<never, never> extends Query
      ? Omit<Values, "query"> & { query?: Query }
      : Values
    : Values
  : never;

export type Each = <Id extends PagedOperation>(
  operation: Id,
  input: ListInput<Id>,
  options?: CallOptions,
) => AsyncGenerator<Row<Id>, void, undefined>;

export function each(call: (id: string, input: OperationInput, options?: CallOptions) => Promise<unknown>): Each {
  return async function* rowsOf<Id extends PagedOperation>(id: Id, input: ListInput<Id>, options?: CallOptions) {
    if (!Object.hasOwn(pagings, id))
      throw inputError(`${id} is not a paged list. Paged lists are: ${Object.keys(pagings).join(", ")}.`);
    const given: OperationInput = Object(input);
    const fetchPage = (page: Record<string, number | string>) =>
      call(id, { ...given, query: { ...given.query, ...page } }, options);
    // The paging and the row type of an operation are generated from the same contract.
    for await (const row of pages(id, pagings[id], fetchPage)) yield row as Row<Id>;
  };
}
