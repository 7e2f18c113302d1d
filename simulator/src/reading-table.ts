/**
 * Undocumented behaviour of the service, as switches. The first value is the default. `evidence` supports a reading; its
 * sources are in the notes of the contract.
 */
import type { OperationId } from "./wire";

export interface Reading {
  values: readonly [string, ...string[]];
  question: string;
  evidence: string;
  /** Affected operations; empty: all. */
  operations: readonly OperationId[];
}

export const readingTable = {
  "update-omitted": {
    values: ["reset", "kept"],
    question: "What happens to an optional field that a job update omits?",
    evidence:
      "The update requires the main fields again and has no incremental form, so it looks like a full replacement; no test proves it.",
    operations: ["updateJob", "updateJobV3"],
  },
  "update-unlisted": {
    values: ["taken", "ignored"],
    question: "Does a job update accept build_if_code_updated, timeout and group_id?",
    evidence: "A later page of the update lists group_id and timeout; a complete configuration sent back was accepted live.",
    operations: ["updateJob", "updateJobV3"],
  },
  "code-branch-omitted": {
    values: ["left-out", "added"],
    question: "Does a job or template whose create or update does not send codeBranch have it?",
    evidence:
      "An acceptance test of another public client that passed on the service reads back exactly the parameters it sent; the console adds codeBranch itself.",
    operations: ["createJob", "createJobV3", "updateJob", "updateJobV3", "copyJob", "createTemplate", "createTemplateV3"],
  },
  "masked-value": {
    values: ["kept", "stored"],
    question: "A private value comes back masked. Does an update that sends the mask back keep the value or store the asterisks?",
    evidence: "Reads mask; the console can save a job without asking for private values again. No source.",
    operations: ["updateJob", "updateJobV3", "copyJob"],
  },
  mask: {
    values: ["fixed", "same-length"],
    question: "How many asterisks stand for a private value?",
    evidence: "Five in the example of getBuildHistoryDetail; the rule is not stated.",
    operations: ["getJobConfig", "getJobConfigV3", "getBuildHistoryDetail", "listBuildParameters", "getBuildRecord"],
  },
  "recycled-name": {
    values: ["free", "held"],
    question: "Does a job in the recycle bin still occupy its name?",
    evidence: "Names are unique per project; nothing is documented about deleted jobs.",
    operations: [
      "createJob",
      "createJobV3",
      "updateJob",
      "updateJobV3",
      "copyJob",
      "checkJobNameExists",
      "restoreRecycledJobs",
      "suggestCopyName",
    ],
  },
  "config-steps": {
    values: ["returned", "null"],
    question: "Does getJobConfig return the steps?",
    evidence: "Returned on live jobs; both examples have steps null.",
    operations: ["getJobConfig", "getJobConfigV3"],
  },
  "config-optional": {
    values: ["returned", "left-out"],
    question: "Does getJobConfig return triggers, timeout, group_id and build_config_type?",
    evidence: "Triggers and build_config_type were read back live; the examples lack all four.",
    operations: ["getJobConfig", "getJobConfigV3"],
  },
  "all-parameters": {
    values: ["false", "true"],
    question: "What is the default of get_all_params in getJobConfig?",
    evidence: "The page of the v3 endpoint names false; the one of v1 names none, and clients always send true.",
    operations: ["getJobConfig", "getJobConfigV3"],
  },
  "parameter-order": {
    values: ["as-sent", "by-name"],
    question: "In which order does getJobConfig return the parameters?",
    evidence: "Not stated.",
    operations: ["getJobConfig", "getJobConfigV3", "getPipelineJobInfo"],
  },
  "enumeration-type": {
    values: ["as-sent", "customizeparam", "normalparam"],
    question: "Which type value is returned for an enumeration parameter?",
    evidence: "customizeparam with limits was read back as sent; only normalparam is documented.",
    operations: ["getJobConfig", "getJobConfigV3", "getPipelineJobInfo"],
  },
  "service-defaults": {
    values: ["observed", "filled", "left-out"],
    question: "Which defaults does the service fill in for omitted fields of a job?",
    evidence:
      "Observed: host_type, and build_type, depth, group_name and repo_name of a code source, as an acceptance test of another public client demands, which passed on the service; the tables name more defaults.",
    operations: ["createJob", "createJobV3", "updateJob", "updateJobV3", "copyJob"],
  },
  "step-properties": {
    values: ["added", "untouched"],
    question: "Does the service add its own properties to a step?",
    evidence: "Observed by another public client; not documented.",
    operations: ["createJob", "createJobV3", "updateJob", "updateJobV3", "copyJob"],
  },
  "endpoint-id": {
    values: ["both", "end_point_id", "endpoint_id"],
    question: "Under which name does the service accept and return the service endpoint of a code source?",
    evidence: "end_point_id in the definitions; another public client changed to endpoint_id in 2025-09 as a fix.",
    operations: ["createJob", "createJobV3", "updateJob", "updateJobV3", "copyJob", "getJobConfig", "getJobConfigV3"],
  },
  "job-list-envelope": {
    values: ["result-job-list", "bare", "result-jobs"],
    question: "Does listProjectJobs have an envelope?",
    evidence: "Seen live: result.total and result.job_list. None in manual and SDK; the v3 list has no envelope.",
    operations: ["listProjectJobs"],
  },
  "run-envelope": {
    values: ["result", "bare"],
    question: "Does runJob have an envelope?",
    evidence: "Seen live: inside result. None in manual and SDK; the v3 run has no envelope.",
    operations: ["runJob"],
  },
  "stop-answer": {
    values: ["empty", "object"],
    question: "What does a successful stop return?",
    evidence: "Seen live: nothing. The tables describe an object.",
    operations: ["stopBuildV3", "stopJobV3"],
  },
  "job-list-first-page": {
    values: ["0", "1"],
    question: "Does page_index of listProjectJobs start at 0 or at 1?",
    evidence: "0 in the SDK and in later pages, 1 in the manual.",
    operations: ["listProjectJobs"],
  },
  "page-total": {
    values: ["rows", "pages"],
    question: "Does total_page of the build record list count rows or pages?",
    evidence: "Described as a count of rows; the example shows the same number for both.",
    operations: ["listBuildInfoRecords", "listBuildInfoRecordsV3"],
  },
  refusals: {
    values: ["status", "ok-code", "ok-envelope", "ok-envelope-object"],
    question: "What is the response to a refused call?",
    evidence:
      "Seen live: HTTP status with error_code. Clients guard against HTTP 200 with error_code, or an envelope with status error whose error is a text or an object.",
    operations: [],
  },
  "missing-job": {
    values: ["unprocessable", "not-found"],
    question: "Which status is returned for a job or template that does not exist?",
    evidence: "Seen live: 422; 404 is in the contract too.",
    operations: [],
  },
  "missing-scan-configuration": {
    values: ["bad-request", "not-found", "server-error", "ok-code"],
    question: "What does showCicdConfiguration return for a configuration that does not exist?",
    evidence: "Known only to be misleading: the list decides.",
    operations: ["showCicdConfiguration", "modifyCicdConfiguration", "createCicdConfigurationCommand"],
  },
  "scan-list-omitted": {
    values: ["kept", "emptied"],
    question: "What happens to a list that modifyCicdConfiguration omits?",
    evidence: "Not documented.",
    operations: ["modifyCicdConfiguration"],
  },
  "empty-answer": {
    values: ["empty", "object"],
    question: "Do modifyCicdConfiguration and deleteCicdConfigurations return a body?",
    evidence: "The SDK declares none.",
    operations: ["modifyCicdConfiguration", "deleteCicdConfigurations"],
  },
  "scan-command-source": {
    values: ["nested", "flat"],
    question: "Which takes precedence in create-command if both are sent: image_scan_info or the flat image fields?",
    evidence: "The page does not say.",
    operations: ["createCicdConfigurationCommand"],
  },
  "notice-result": {
    values: ["null", "text", "object"],
    question: "What is the result of a notice update (object only in v3)?",
    evidence: "A text in the table, an object copied from another page in the example.",
    operations: ["updateJobNotice", "updateJobNoticeV3", "disableJobNoticeV3"],
  },
  "notice-events-omitted": {
    values: ["off", "kept"],
    question: "What happens to events that a notice update omits?",
    evidence: "Presumably turned off.",
    operations: ["updateJobNotice", "updateJobNoticeV3"],
  },
  "param-config": {
    values: ["as-sent", "masked"],
    question: "How is param_config of a notice returned?",
    evidence: "A string of unknown form; it carries a secret.",
    operations: ["listJobNotices", "listJobNoticesV3"],
  },
  "delete-jobs-result": {
    values: ["first", "last", "null"],
    question: "What is the single result of deleteJobs, which accepts several IDs?",
    evidence: "The SDK declares a single object.",
    operations: ["deleteJobs"],
  },
  "disable-info": {
    values: ["null", "object"],
    question: "What does getJobDisableInfo return for a job that is not disabled?",
    evidence: "null in the example; the table describes an object with a disabled flag.",
    operations: ["getJobDisableInfo"],
  },
  "count-limit": {
    values: ["within", "reached"],
    question: "What does true of checkJobCountLimit mean?",
    evidence: "The example answers true; the meaning is not stated.",
    operations: ["checkJobCountLimit"],
  },
  "keep-time-unit": {
    values: ["days", "hours"],
    question: "In which unit is keep_time?",
    evidence: "29 in the example and 1 to 30 days in the product documents; the unit is not stated.",
    operations: ["setRecycleBinKeepTime"],
  },
  "upload-consent": {
    values: ["true-only", "any"],
    question: "Which values of privacy does uploadKeystore accept?",
    evidence: '"true" in a later page.',
    operations: ["uploadKeystore"],
  },
  "group-ordinal": {
    values: ["number", "text"],
    question: "Is ordinal of a job group a number or a text?",
    evidence: "A text in the SDK for create and update, a number for the tree.",
    operations: ["createJobGroup", "updateJobGroup", "getJobGroupTree"],
  },
  "charge-time": {
    values: ["number", "text", "null"],
    question: "What is charge_time of getJobInfo?",
    evidence: "A number in the manual, a text in the SDK, no example.",
    operations: ["getJobInfo"],
  },
  "envelope-error": {
    values: ["null", "empty-object"],
    question: "What is error in the envelope of a success?",
    evidence: "Null live and in most examples, an empty object in that of listBriefRecords.",
    operations: [],
  },
} as const satisfies Record<string, Reading>;
