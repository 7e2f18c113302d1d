/** CI/CD part of the Host Security Service: scan configurations, the pipeline command and scanned images. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export interface CicdOptions extends CallOptions {
  /** IAM project of the region (not a CodeArts project). Default: looked up once by the region's name. */
  iamProjectId?: string;
}

export function cicd(call: Call) {
  return {
    /**
     * List CI/CD access configurations.
     * Pages: offset counts rows from 0, limit 10 to 200. All rows: `client.each("listCicdConfigurations", …)`.
     * Operation listCicdConfigurations, source: sdk.
     */
    listConfigurations: (
      query?: Query<"listCicdConfigurations">,
      options?: CicdOptions,
    ): Promise<Answer<"listCicdConfigurations">> =>
      call("listCicdConfigurations", { path: { project_id: options?.iamProjectId }, query }, options),

    /**
     * Add a CI/CD access configuration.
     * Limits: 1,000 entries in each list. The name cannot be changed later.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation addCicdConfiguration, source: sdk.
     */
    addConfiguration: (
      body: Body<"addCicdConfiguration">,
      query?: Query<"addCicdConfiguration">,
      options?: CicdOptions,
    ): Promise<Answer<"addCicdConfiguration">> =>
      call("addCicdConfiguration", { path: { project_id: options?.iamProjectId }, query, body }, options),

    /**
     * Get one CI/CD access configuration.
     * Operation showCicdConfiguration, source: sdk.
     */
    showConfiguration: (
      cicdId: string,
      query?: Query<"showCicdConfiguration">,
      options?: CicdOptions,
    ): Promise<Answer<"showCicdConfiguration">> =>
      call("showCicdConfiguration", { path: { project_id: options?.iamProjectId, cicd_id: cicdId }, query }, options),

    /**
     * Change the lists of a CI/CD access configuration. The SDK declares no response body. Whether a list that is left out
     * keeps its content is not documented; send all three.
     * Send all three lists.
     * Gives nothing: the answer has no body.
     * Operation modifyCicdConfiguration, source: sdk.
     */
    modifyConfiguration: (
      cicdId: string,
      body: Body<"modifyCicdConfiguration">,
      query?: Query<"modifyCicdConfiguration">,
      options?: CicdOptions,
    ): Promise<Answer<"modifyCicdConfiguration">> =>
      call("modifyCicdConfiguration", { path: { project_id: options?.iamProjectId, cicd_id: cicdId }, query, body }, options),

    /**
     * Delete CI/CD access configurations. The SDK declares no response body.
     * Gives nothing: the answer has no body.
     * Operation deleteCicdConfigurations, source: sdk.
     */
    deleteConfigurations: (
      body: Body<"deleteCicdConfigurations">,
      query?: Query<"deleteCicdConfigurations">,
      options?: CicdOptions,
    ): Promise<Answer<"deleteCicdConfigurations">> =>
      call("deleteCicdConfigurations", { path: { project_id: options?.iamProjectId }, query, body }, options),

    /**
     * Make the command that runs a scan in a pipeline. The flat image fields and is_blocking repeat image_scan_info; the
     * page does not say which wins.
     * `login_password` is a secret, and so is the command that comes back.
     * Operation createCicdConfigurationCommand, source: english page 2025-09-30.
     */
    createCommand: (
      body: Body<"createCicdConfigurationCommand">,
      query?: Query<"createCicdConfigurationCommand">,
      options?: CicdOptions,
    ): Promise<Answer<"createCicdConfigurationCommand">> =>
      call("createCicdConfigurationCommand", { path: { project_id: options?.iamProjectId }, query, body }, options),

    /**
     * List the images scanned through pipelines.
     * Pages: offset counts rows from 0, limit at most 200. All rows: `client.each("listCicdImages", …)`.
     * Units: start_latest_update_time, end_latest_update_time, start_latest_scan_time, end_latest_scan_time: milliseconds
     * since the epoch.
     * Operation listCicdImages, source: english page 2025-09-30.
     */
    listImages: (query?: Query<"listCicdImages">, options?: CicdOptions): Promise<Answer<"listCicdImages">> =>
      call("listCicdImages", { path: { project_id: options?.iamProjectId }, query }, options),
  };
}
