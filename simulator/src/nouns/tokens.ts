/** IAM tokens: by password, for one project, valid for 24 hours of the simulator's clock. */
import { randomBytes } from "node:crypto";
import { hashToken } from "../auth/identify";
import { type Handlers, WithHeaders } from "../operation";
import { ServiceError } from "../refusal";
import { type Region, regionByName, regionOfProject } from "../regions";
import { domain, type User, users } from "../users";

const refused = () => new ServiceError(401, "SIM.IAM.UNAUTHORIZED", "The username or password is wrong.");

function iso(at: number): string {
  return new Date(at).toISOString().replace(/(\.\d{3})Z$/, "$1000Z");
}

function scopeOf(project: unknown): Region {
  const { id, name }: { id?: unknown; name?: unknown } = typeof project === "object" && project !== null ? project : {};
  const region = typeof id === "string" ? regionOfProject(id) : regionByName(String(name));
  if (!region) throw new ServiceError(401, "SIM.IAM.PROJECT", "The project of the scope does not exist in this account.");
  return region;
}

function facts(user: User, region: Region, issuedAt: number, expiresAt: number) {
  return {
    methods: ["password"],
    issued_at: iso(issuedAt),
    expires_at: iso(expiresAt),
    user: { id: user.id, name: user.name, password_expires_at: "", domain: { id: domain.id, name: domain.name } },
    project: { id: region.projectId, name: region.name, domain: { id: domain.id, name: domain.name } },
    roles: user.role
      ? [
          { id: "0", name: "te_agency" },
          { id: "0", name: user.role },
        ]
      : [],
  };
}

function catalog(origin: string, region: Region) {
  const services = [
    { type: "codeartsbuild", name: "cloudbuild" },
    { type: "hss", name: "hss" },
    { type: "identity", name: "iam" },
  ];
  return services.map(({ type, name }) => ({
    id: hashToken(`catalog ${type}`).slice(0, 32),
    type,
    name,
    endpoints: [
      {
        id: hashToken(`endpoint ${type} ${region.name}`).slice(0, 32),
        interface: "public",
        region: region.name,
        region_id: region.name,
        url: origin,
      },
    ],
  }));
}

export const tokens: Handlers<"createUserToken"> = {
  createUserToken(call) {
    const { store, clock, quotas } = call.simulation;
    const { identity, scope } = call.body.auth;
    const { user: given } = identity.password;
    const user = users.find((candidate) => candidate.name === given.name && candidate.password === given.password);
    if (!user || given.domain.name !== domain.name) throw refused();
    const region = scopeOf(scope.project);
    const [issuedAt, expiresAt] = [clock.now(), clock.now() + quotas.tokenHours * 3_600_000];
    const token = `MII${randomBytes(48).toString("base64url")}`;
    for (const [hash, old] of [...store.tokens.entries()]) if (old.expiresAt <= issuedAt) store.tokens.delete(hash);
    store.tokens.put(hashToken(token), { hash: hashToken(token), userId: user.id, region: region.name, expiresAt });
    const entries = call.query.nocatalog ? {} : { catalog: catalog(call.origin, region) };
    const answer = { token: { ...facts(user, region, issuedAt, expiresAt), ...entries } };
    return new WithHeaders(answer, { "x-subject-token": token });
  },
};
