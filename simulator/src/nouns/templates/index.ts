/** Build templates: those of the tenant, and the built-in ones. */
import { utcIso } from "../../clock";
import type { AnyCall, Handlers } from "../../operation";
import { forbidden, invalid, overQuota, ServiceError, templateMissing } from "../../refusal";
import type { Template } from "../../store/model";
import { domain, roleOf, userName } from "../../users";
import type { Build } from "../../wire";
import { jobFor } from "../access";
import { done, enveloped, numberOf, pageOf } from "../answers";
import { checkParameters, codeBranch, parametersAsRead, withCodeBranch } from "../jobs/parameters";
import { isFollowed } from "../jobs/rows";
import { type OfficialTemplate, officialTemplates } from "./official";

function lacking(call: AnyCall): ServiceError {
  const { status, code, message } = templateMissing();
  return new ServiceError(call.simulation.readings.get("missing-job") === "not-found" ? 404 : status, code, message);
}

function templateFor(call: AnyCall, uuid: string): Template {
  const template = call.simulation.store.templates.get(uuid);
  if (!template || template.region !== call.caller.region.name) throw lacking(call);
  return template;
}

function item(call: AnyCall, template: Template): Build<"Template"> {
  return {
    favourite: isFollowed(call, template.uuid),
    nick_name: userName(template.userId),
    id: template.id,
    uuid: template.uuid,
    template: template.definition,
    type: "codeci",
    public: true,
    name: template.name,
    create_time: utcIso(template.createdAt),
    domain_id: domain.id,
    weight: 0,
    user_id: template.userId,
    user_name: userName(template.userId),
    domain_name: domain.name,
    scope: "custom",
    description: template.description,
    tool_type: template.toolType,
    intl_description: {},
    parameters: parametersAsRead(call.simulation, template.parameters, true),
    i18n: {},
  };
}

function officialItem(call: AnyCall, official: OfficialTemplate): Build<"Template"> {
  return {
    favourite: isFollowed(call, official.uuid),
    nick_name: "CodeArts",
    uuid: official.uuid,
    template: {
      steps: [
        {
          module_id: official.moduleId,
          name: official.step,
          ...(official.version && { version: official.version }),
          enable: true,
          properties: { ...official.properties },
        },
      ],
    },
    type: "codeci",
    public: true,
    name: official.name,
    weight: official.weight,
    scope: "official",
    description: official.description,
    tool_type: official.tool,
    language: official.language,
    parameters: parametersAsRead(call.simulation, [codeBranch()], true),
  };
}

function ownPage(call: AnyCall, name: string | undefined, page: number, size: number) {
  const ids = call.simulation.store.by.templatesOfRegion.list(call.caller.region.name);
  const all = ids.flatMap((id) => call.simulation.store.templates.get(id) ?? []).reverse();
  const found = name ? all.filter((template) => template.name.includes(name)) : all;
  return { total_size: found.length, items: pageOf(found, Math.max(0, page - 1), size).map((template) => item(call, template)) };
}

function mayWrite(call: AnyCall): void {
  if (!roleOf(call.caller.user)?.create) throw forbidden("You may not create or delete templates.");
}

function create(call: AnyCall, body: Build<"TemplateCreateRequest">): Template {
  const { store, ids, clock, quotas } = call.simulation;
  mayWrite(call);
  if (!/^[\p{Script=Han}A-Za-z0-9_-]{1,115}$/u.test(body.name)) {
    throw invalid("A template name is 1 to 115 letters, Chinese characters, digits, _ and -.");
  }
  checkParameters(call.simulation, body.parameters ?? []);
  const region = call.caller.region.name;
  if (store.by.templatesOfRegion.count(region) >= quotas.templatesPerTenant) {
    throw overQuota(`The tenant has ${quotas.templatesPerTenant} templates, the most it may have.`);
  }
  const uuid = ids.hex("template");
  return store.templates.put(uuid, {
    uuid,
    id: ids.hex("template row").slice(0, 24),
    region,
    name: body.name,
    description: body.description ?? "",
    toolType: body.tool_type ?? "",
    userId: call.caller.user.id,
    createdAt: clock.now(),
    definition: body.template,
    parameters: withCodeBranch(call.simulation, body.parameters ?? []),
  });
}

function remove(call: AnyCall, uuid: string): Template {
  const template = templateFor(call, uuid);
  mayWrite(call);
  const { store } = call.simulation;
  store.templates.delete(uuid);
  for (const [key, follow] of [...store.follows.entries()]) if (follow.id === uuid) store.follows.delete(key);
  return template;
}

function follow(call: AnyCall, uuid: string, followed: boolean) {
  const { user } = call.caller;
  if (followed) call.simulation.store.follows.put(`${user.id}/${uuid}`, { userId: user.id, id: uuid });
  else call.simulation.store.follows.delete(`${user.id}/${uuid}`);
  return done(call);
}

function officialFor(call: AnyCall, uuid: string): OfficialTemplate {
  const official = officialTemplates.find((candidate) => candidate.uuid === uuid);
  if (!official) throw lacking(call);
  return official;
}

/** A possible YAML build of the job, from its graphical steps. */
function yamlOf(call: AnyCall, jobId: string, host: string): string {
  const { config } = jobFor(call, jobId);
  const steps = (config.steps ?? []).flatMap((step) => [
    `    - ${JSON.stringify(step.name ?? step.module_id)}:`,
    `        uses: ${JSON.stringify(step.module_id)}`,
  ]);
  const lines = [
    "version: 2.0",
    `arch: ${config.arch ?? "x86-64"}`,
    `host: ${JSON.stringify(host)}`,
    "steps:",
    "  BUILD:",
    ...steps,
  ];
  return `${lines.join("\n")}\n`;
}

type TemplateId =
  | "listTemplatesV3"
  | "createTemplateV3"
  | "deleteTemplateV3"
  | "recordTemplateUse"
  | "listOfficialTemplates"
  | "getYamlDefaultTemplate"
  | "recommendTemplates"
  | "listCustomTemplates"
  | "createTemplate"
  | "deleteTemplate"
  | "getCustomTemplate"
  | "followCustomTemplate"
  | "unfollowCustomTemplate"
  | "followOfficialTemplate"
  | "unfollowOfficialTemplate";

export const templates: Handlers<TemplateId> = {
  listTemplatesV3(call) {
    const page = numberOf(call.query.page, 1, "page");
    return enveloped(call, ownPage(call, call.query.name, page, numberOf(call.query.page_size, 20, "page_size", 100)));
  },
  listCustomTemplates: (call) =>
    enveloped(call, ownPage(call, call.query.name, call.query.page ?? 1, call.query.page_size ?? 10)),
  getCustomTemplate: (call) => enveloped(call, item(call, templateFor(call, call.path.uuid))),
  createTemplate: (call) => enveloped(call, { uuid: create(call, call.body).uuid }),
  createTemplateV3: (call) => enveloped(call, item(call, create(call, call.body))),
  deleteTemplate(call) {
    remove(call, call.path.uuid);
    return done(call);
  },
  deleteTemplateV3: (call) => enveloped(call, [item(call, remove(call, call.path.uuid))]),
  recordTemplateUse(call) {
    const job = jobFor(call, call.body.job_id, "modify");
    const { template_id } = call.body;
    if (!officialTemplates.some(({ uuid }) => uuid === template_id)) templateFor(call, template_id);
    call.simulation.store.jobs.put(job.id, { ...job, templateId: template_id });
    return enveloped(call, "success");
  },
  listOfficialTemplates(call) {
    const name = call.query.name?.toLowerCase() ?? "";
    const found = officialTemplates.filter((official) => official.name.toLowerCase().includes(name));
    const size = numberOf(call.query.page_size, 20, "page_size", 100);
    const page = pageOf(found, numberOf(call.query.page, 0, "page"), size);
    return enveloped(call, { total_size: found.length, items: page.map((official) => officialItem(call, official)) });
  },
  getYamlDefaultTemplate: (call) => enveloped(call, yamlOf(call, call.path.job_id, call.query.default_host ?? "devcloud")),
  recommendTemplates(call) {
    const url = call.body.git_url.toLowerCase();
    const found = officialTemplates.filter(({ tool, language }) => url.includes(tool) || url.includes(language.toLowerCase()));
    return enveloped(call, { total_size: found.length, items: found.map((official) => officialItem(call, official)) });
  },
  followCustomTemplate: (call) => follow(call, templateFor(call, call.path.uuid).uuid, true),
  unfollowCustomTemplate: (call) => follow(call, templateFor(call, call.path.uuid).uuid, false),
  followOfficialTemplate: (call) => follow(call, officialFor(call, call.path.uuid).uuid, true),
  unfollowOfficialTemplate: (call) => follow(call, officialFor(call, call.path.uuid).uuid, false),
};
