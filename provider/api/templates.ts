/** Build templates. The service has no update: what changes is a new template. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function templates(call: Call) {
  return {
    /**
     * Create a template.
     * Limits: 5,000 templates per tenant. Always send `description`.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation createTemplate, source: manual 4.100.
     */
    create: (body: Body<"createTemplate">, options?: CallOptions): Promise<Answer<"createTemplate">> =>
      call("createTemplate", { body }, options),

    /**
     * Get one own template.
     * Errors: notFound when there is no such template.
     * Operation getCustomTemplate, source: sdk.
     */
    getCustom: (uuid: string, options?: CallOptions): Promise<Answer<"getCustomTemplate">> =>
      call("getCustomTemplate", { path: { uuid } }, options),

    /**
     * List own templates.
     * Pages: page from 1, page_size at most 100. All rows: `client.each("listCustomTemplates", …)`.
     * Operation listCustomTemplates, source: manual 4.99.
     */
    listCustom: (query?: Query<"listCustomTemplates">, options?: CallOptions): Promise<Answer<"listCustomTemplates">> =>
      call("listCustomTemplates", { query }, options),

    /**
     * List the built-in templates.
     * Pages: page from 0, page_size at most 100, both as text. All rows: `client.each("listOfficialTemplates", …)`.
     * Operation listOfficialTemplates, source: manual 4.70.
     */
    listOfficial: (query?: Query<"listOfficialTemplates">, options?: CallOptions): Promise<Answer<"listOfficialTemplates">> =>
      call("listOfficialTemplates", { query }, options),

    /**
     * Recommend built-in templates for a repository.
     * Operation recommendTemplates, source: manual 4.93.
     */
    recommend: (body: Body<"recommendTemplates">, options?: CallOptions): Promise<Answer<"recommendTemplates">> =>
      call("recommendTemplates", { body }, options),

    /**
     * Delete a template.
     * Errors: notFound when there is no such template.
     * Operation deleteTemplate, source: manual 4.101.
     */
    delete: (uuid: string, options?: CallOptions): Promise<Answer<"deleteTemplate">> =>
      call("deleteTemplate", { path: { uuid } }, options),

    /**
     * Get the default YAML of a job.
     * Operation getYamlDefaultTemplate, source: manual 4.92.
     */
    getYamlDefault: (
      jobId: string,
      query?: Query<"getYamlDefaultTemplate">,
      options?: CallOptions,
    ): Promise<Answer<"getYamlDefaultTemplate">> => call("getYamlDefaultTemplate", { path: { job_id: jobId }, query }, options),

    /**
     * Note that a job was made from a template.
     * Operation recordTemplateUse, source: manual 4.54.
     */
    recordUse: (body: Body<"recordTemplateUse">, options?: CallOptions): Promise<Answer<"recordTemplateUse">> =>
      call("recordTemplateUse", { body }, options),

    /**
     * Follow an own template.
     * Operation followCustomTemplate, source: sdk.
     */
    followCustom: (uuid: string, options?: CallOptions): Promise<Answer<"followCustomTemplate">> =>
      call("followCustomTemplate", { path: { uuid } }, options),

    /**
     * Stop following an own template.
     * Operation unfollowCustomTemplate, source: sdk.
     */
    unfollowCustom: (uuid: string, options?: CallOptions): Promise<Answer<"unfollowCustomTemplate">> =>
      call("unfollowCustomTemplate", { path: { uuid } }, options),

    /**
     * Follow a built-in template.
     * Operation followOfficialTemplate, source: sdk.
     */
    followOfficial: (uuid: string, options?: CallOptions): Promise<Answer<"followOfficialTemplate">> =>
      call("followOfficialTemplate", { path: { uuid } }, options),

    /**
     * Stop following a built-in template.
     * Operation unfollowOfficialTemplate, source: sdk.
     */
    unfollowOfficial: (uuid: string, options?: CallOptions): Promise<Answer<"unfollowOfficialTemplate">> =>
      call("unfollowOfficialTemplate", { path: { uuid } }, options),

    /**
     * Create a template (v3). Newer twin: `templates.create`. Returns the whole template, the newer one only its ID.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation createTemplateV3, source: manual 4.22.
     */
    createV3: (body: Body<"createTemplateV3">, options?: CallOptions): Promise<Answer<"createTemplateV3">> =>
      call("createTemplateV3", { body }, options),

    /**
     * List own templates (v3). Newer twin: `templates.listCustom`.
     * Pages: page from 1, page_size at most 100, both as text. All rows: `client.each("listTemplatesV3", …)`.
     * Operation listTemplatesV3, source: manual 4.21.
     */
    listV3: (query?: Query<"listTemplatesV3">, options?: CallOptions): Promise<Answer<"listTemplatesV3">> =>
      call("listTemplatesV3", { query }, options),

    /**
     * Delete a template (v3). Newer twin: `templates.delete`.
     * Errors: notFound when there is no such template.
     * Operation deleteTemplateV3, source: manual 4.23.
     */
    deleteV3: (uuid: string, options?: CallOptions): Promise<Answer<"deleteTemplateV3">> =>
      call("deleteTemplateV3", { path: { uuid } }, options),
  };
}
