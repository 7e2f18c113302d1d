/**
 * Where settings come from: options, stack configuration, environment, KooCLI profile, metadata service; and what is said when
 * nothing is there.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endpointOf } from "../../provider/client/endpoints";
import { CodeArtsError } from "../../provider/client/errors";
import { domains, regions, servers } from "../../provider/client/generated/operations";
import { find, type SettingSources, settingNames, variables } from "../../provider/client/setting-sources";
import { foundSettings, resolveSettings } from "../../provider/client/settings";
import { clientFor, configure } from "../../provider/config";

import { success, withService } from "./client/service";

const pair = (name: string) => ({ accessKey: `AK-${name}`, secretKey: `made-up-secret-of-${name}` });
const profiles = {
  authEncrypt: "false",
  current: "work",
  profiles: [
    {
      name: "default",
      mode: "AKSK",
      accessKeyId: "AK-default",
      secretAccessKey: "made-up-secret-of-default",
      region: "cn-south-1",
    },
    {
      name: "work",
      mode: "AKSK",
      accessKeyId: "AK-work",
      secretAccessKey: "made-up-secret-of-work",
      securityToken: "",
      region: "cn-east-3",
      projectId: "0123456789abcdef0123456789abcdef",
      domainId: "fedcba9876543210fedcba9876543210",
    },
    { name: "sso", mode: "SSO", accessKeyId: "", secretAccessKey: "" },
  ],
};

let folder: string;
let file: string;
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "codearts-config-"));
  file = join(folder, "config.json");
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(content: unknown, mode = 0o600): void {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(file, mode);
}

/** No place but those that a test names: the profile file is the test's own. */
function resolve(change: Partial<SettingSources>) {
  const environment = { HW_SHARED_CONFIG_FILE: file, ...change.environment };
  const contract = { servers, domains, regions };
  return resolveSettings({ options: {}, stack: {}, contract, warn: (message) => warnings.push(message), ...change, environment });
}

function failure(change: Partial<SettingSources>): CodeArtsError {
  try {
    resolve(change);
  } catch (error) {
    if (error instanceof CodeArtsError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

const environment = {
  HW_ACCESS_KEY: "AK-environment",
  HW_SECRET_KEY: "made-up-secret-of-environment",
  HW_REGION_NAME: "cn-north-4",
};

describe("credentials", () => {
  test("the first place that has any wins: options, configuration, environment, profile", () => {
    write(profiles);
    const stack = pair("stack");
    const options = pair("options");
    expect(resolve({ options, stack, environment }).credentials).toMatchObject({ type: "keys", ...pair("options") });
    expect(resolve({ stack, environment }).credentials).toMatchObject({ type: "keys", ...pair("stack") });
    expect(resolve({ environment }).credentials).toMatchObject({ type: "keys", ...pair("environment") });
    expect(resolve({}).credentials).toMatchObject({ type: "keys", ...pair("work") });
  });

  test("the SDK's names are accepted for those of the Terraform provider, with a security token", () => {
    const sdk = {
      HUAWEICLOUD_SDK_AK: "AK-sdk",
      HUAWEICLOUD_SDK_SK: "made-up-secret-of-sdk",
      HUAWEICLOUD_SDK_SECURITY_TOKEN: "made-up-token",
    };
    const { credentials } = resolve({ environment: { ...sdk, HUAWEICLOUD_SDK_REGION: "cn-north-1" } });
    expect(credentials).toEqual({ type: "keys", ...pair("sdk"), securityToken: "made-up-token" });
  });

  test("user, password and domain", () => {
    const login = { user: "deployer", password: "made-up-password", domain: "example-account" };
    expect(resolve({ options: { region: "cn-north-4" }, stack: login }).credentials).toEqual({ type: "password", ...login });
  });

  test("half a set is a mistake that is named, not filled up from another place", () => {
    const halves = [
      [{ stack: { accessKey: "AK" }, environment }, "the secret key is missing in Pulumi configuration"],
      [{ options: { secretKey: "made-up" }, environment }, "the access key is missing in options"],
      [
        { environment: { HW_USER_NAME: "u", HW_USER_PASSWORD: "made-up" } },
        "the domain (account name) is missing in environment",
      ],
    ] as const;
    for (const [change, message] of halves) {
      expect(failure(change)).toMatchObject({ kind: "credentials" });
      expect(failure(change).message).toContain(message);
    }
  });

  test.each([
    ["secretKey", { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "made-up\n" }],
    ["accessKey", { HW_ACCESS_KEY: " AK", HW_SECRET_KEY: "made-up" }],
    ["securityToken", { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "made-up", HW_SECURITY_TOKEN: "made\tup" }],
  ])("a %s that was copied with a blank or a line break is told", (part, given) => {
    const { kind, message } = failure({ environment: given });
    expect(kind).toBe("credentials");
    expect(message).toContain(`The ${part} in environment`);
    expect(message).not.toContain("made");
  });

  test("none: every place that was checked is named, in order", () => {
    const { kind, message } = failure({ options: { region: "cn-north-4" } });
    expect(kind).toBe("credentials");
    const places = [
      "options",
      "codearts:accessKey",
      "HW_ACCESS_KEY",
      "HUAWEICLOUD_SDK_AK",
      "HW_USER_NAME",
      file,
      "no such file",
      "metadata service",
    ];
    const positions = places.map((place) => message.indexOf(place));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  test("the metadata service is asked only when the user wants it, and after all other places", () => {
    const stack = { metadata: "true", region: "cn-north-4" };
    expect(resolve({ stack }).credentials).toEqual({ type: "metadata", address: "http://169.254.169.254" });
    expect(resolve({ stack, environment }).credentials).toMatchObject({ type: "keys" });
    expect(failure({ stack: { ...stack, metadata: "false" } }).kind).toBe("credentials");
  });
});

describe("KooCLI profile file", () => {
  test("the current profile, with its region, IAM project and account; or the selected one", () => {
    write(profiles);
    expect(resolve({})).toMatchObject({
      region: "cn-east-3",
      iamProjectId: "0123456789abcdef0123456789abcdef",
      domainId: "fedcba9876543210fedcba9876543210",
    });
    expect(resolve({ environment: { HW_PROFILE: "default" } })).toMatchObject({
      region: "cn-south-1",
      credentials: pair("default"),
    });
    expect(resolve({ stack: { region: "cn-north-4" } }).iamProjectId).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test("wide permissions give a warning that says how to fix them", () => {
    write(profiles, 0o644);
    resolve({});
    expect(warnings).toEqual([
      `The profile file ${file} holds a secret key and other users may read it (mode 644). Run: chmod 600 ${file}`,
    ]);
  });

  test.each([
    ["encrypted keys", { ...profiles, authEncrypt: "true" }, "hcloud configure set --cli-auth-encrypt=false"],
    ["no JSON", '{"accessKeyId": "AK-', "it is not a JSON object"],
    ["a list", "[]", "No credentials found"],
  ])("a file that cannot be used is an error: %s", (_, content, message) => {
    write(content);
    const error = failure({ options: { region: "cn-north-4" } });
    expect(error.kind).toBe("credentials");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("made-up-secret");
  });

  const options = { region: "cn-north-4" };

  test("a profile without keys is among the places that were looked at", () => {
    write({ current: "empty", profiles: [{ name: "empty", mode: "AKSK" }] });
    expect(failure({ options }).message).toContain('profile "empty" has mode AKSK and no access key');
  });

  test.each([
    ["asked for and not there", profiles, { profile: "nobody" }, 'it has no profile "nobody". Profiles: default, work, sso'],
    ["current and not there", { ...profiles, current: "gone" }, {}, 'its current profile is "gone", which it does not have'],
    ["not named, of several", { ...profiles, current: "" }, {}, "it names no current profile. Set HW_PROFILE to one of"],
    ["of an SSO login that holds no keys", profiles, { profile: "sso" }, 'profile "sso" has mode SSO and no keys from a login'],
    [
      "of an agency",
      { current: "a", profiles: [{ ...profiles.profiles[0], name: "a", agencyName: "builders", agencyDomainName: "tenant-b" }] },
      {},
      'profile "a" acts through the agency builders of tenant-b, which is not supported',
    ],
  ])(
    "a profile that is %s is an error: no other account is taken instead, nor the machine's own keys",
    (_, content, stack, message) => {
      write(content);
      const error = failure({ options, stack: { ...stack, metadata: "true" } });
      expect(error.kind).toBe("credentials");
      expect(error.message).toContain(message);
    },
  );

  test("the only profile needs no name; the keys of an SSO login are temporary keys", () => {
    const stsToken = { accessKeyId: "AK-sso", secretAccessKey: "made-up-secret-of-sso", securityToken: "made-up-token" };
    write({ profiles: [{ name: "sso", mode: "SSO", accessKeyId: "", ssoAuth: { stsToken } }] });
    expect(resolve({ options }).credentials).toEqual({ type: "keys", ...pair("sso"), securityToken: "made-up-token" });
  });

  test("values are reported with their source, also the profile's region, which previews need before any credentials", () => {
    write(profiles);
    const sources = { options: {}, stack: {}, contract: { servers, domains, regions }, warn: () => {} };
    const here = { HW_SHARED_CONFIG_FILE: file };
    const name = `KooCLI profile file ${file}`;
    expect(foundSettings({ ...sources, environment: here })).toMatchObject({
      region: { value: "cn-east-3", source: name },
      accessKey: { value: "AK-work", source: name },
    });
    expect(foundSettings({ ...sources, environment: { ...here, HW_ACCESS_KEY: "AK" } }).region).toBeUndefined();
    expect(foundSettings({ ...sources, environment: { ...here, HW_REGION_NAME: "cn-north-1" } }).region?.value).toBe(
      "cn-north-1",
    );
    write("no JSON");
    expect(foundSettings({ ...sources, environment: here }).region).toBeUndefined();
  });

  test("it is not read when credentials are elsewhere", () => {
    write("no JSON");
    expect(resolve({ environment }).region).toBe("cn-north-4");
  });
});

describe("an explicit provider", () => {
  const id = "0123456789abcdef0123456789abcdef";
  const all = {
    ...environment,
    HW_PROJECT_ID: id,
    HW_DOMAIN_ID: id,
    CODEARTS_PROJECT_ID: id,
    HW_SECURITY_TOKEN: "made-up-token",
  };
  const provider = "south";

  test("that names nothing is that of the environment", () => {
    const { region, iamProjectId, projectId, domainId } = resolve({ provider, environment: all });
    expect({ region, iamProjectId, projectId, domainId }).toEqual({
      region: "cn-north-4",
      iamProjectId: id,
      projectId: id,
      domainId: id,
    });
  });

  test("of another region has the keys of the environment, and not its projects", () => {
    const { region, iamProjectId, projectId, credentials } = resolve({
      provider,
      stack: { region: "cn-south-1" },
      environment: all,
    });
    expect({ region, iamProjectId, projectId }).toEqual({ region: "cn-south-1", iamProjectId: undefined, projectId: undefined });
    expect(credentials).toMatchObject({ accessKey: "AK-environment", securityToken: "made-up-token" });
  });

  test("with keys of its own has nothing of the other account, in the same region too", () => {
    const found = resolve({ provider, stack: pair("south"), environment: all });
    expect(found).toMatchObject({ region: "cn-north-4", credentials: { ...pair("south"), securityToken: undefined } });
    expect([found.iamProjectId, found.projectId, found.domainId]).toEqual([undefined, undefined, undefined]);
  });

  test("with a profile is that of the profile, whatever keys the environment has", () => {
    write(profiles);
    const found = resolve({ provider, stack: { profile: "default" }, environment: all });
    expect(found).toMatchObject({ region: "cn-south-1", credentials: pair("default") });
  });

  test("is named where one of its settings is wrong", () => {
    expect(failure({ provider, stack: { retries: "many" }, environment: all }).message).toContain(
      'retries (provider "south") is "many"',
    );
    expect(failure({ provider, stack: { accessKey: "AK" }, environment: all }).message).toContain(
      'the secret key is missing in provider "south"',
    );
  });
});

describe("region, endpoints and numbers", () => {
  const keys = pair("options");

  const everywhere = [...new Set([...(regions.build ?? []), ...(regions.hss ?? [])])];
  const source = (region: string) => ({ region, endpoints: {}, servers, domains, regions });

  test("13 regions of Build, 32 of HSS: each is one that a stack may have", () => {
    expect([regions.build, regions.hss].map((names) => names?.length)).toEqual([13, 32]);
    for (const region of everywhere) expect(resolve({ options: { ...keys, region } }).region).toBe(region);
  });

  test("a region has an address of each service that is there, and of no other", () => {
    for (const region of everywhere) {
      const domain = region === "eu-west-101" ? "myhuaweicloud.eu" : "myhuaweicloud.com";
      expect(endpointOf(source(region), "iam").href).toBe(`https://iam.${region}.${domain}/`);
      for (const [service, host, title] of [
        ["build", "cloudbuild-ext", "CodeArts Build"],
        ["hss", "hss", "HSS"],
      ] as const) {
        if (regions[service]?.includes(region))
          expect(endpointOf(source(region), service).href).toBe(`https://${host}.${region}.${domain}/`);
        else expect(() => endpointOf(source(region), service)).toThrow(`${title} is not in region ${region}. Its regions: cn-`);
      }
    }
    const own = { ...source("cn-northeast-1"), endpoints: { hss: "https://hss.example.com" } };
    expect(endpointOf(own, "hss").host).toBe("hss.example.com");
  });

  test("a configured IAM project is that of the configured region, of no other", () => {
    const stack = { region: "cn-north-4", iamProjectId: "0123456789abcdef0123456789abcdef", ...keys };
    expect(resolve({ stack }).iamProjectId).toBe(stack.iamProjectId);
    expect(resolve({ stack, options: { region: "cn-north-4" } }).iamProjectId).toBe(stack.iamProjectId);
    expect(resolve({ stack, options: { region: "cn-east-3" } }).iamProjectId).toBeUndefined();
  });

  test("a wrong or missing region gives an error that lists the known ones", () => {
    const wrong = failure({ options: { ...keys, region: "cn-north-7" } });
    expect(wrong.kind).toBe("input");
    for (const region of everywhere) expect(wrong.message).toContain(region);
    expect(failure({ options: keys }).message).toContain("cn-north-4");
  });

  test("a region of one's own is good with its addresses", () => {
    const endpoints = { build: "https://build.example.com" };
    expect(resolve({ options: { ...keys, region: "private-1", endpoints } })).toMatchObject({ region: "private-1", endpoints });
  });

  test("endpoints as an object, as JSON in configuration, or one for all", () => {
    const region = "cn-north-4";
    const stack = { endpoints: '{"build":"https://a.example.com"}', region };
    expect(resolve({ options: keys, stack }).endpoints).toEqual({ build: "https://a.example.com" });
    const one = "http://127.0.0.1:8080";
    const all = { build: one, hss: one, iam: one };
    expect(resolve({ options: keys, environment: { CODEARTS_ENDPOINTS: one, HW_REGION_NAME: region } }).endpoints).toEqual(all);
  });

  test.each([
    ["http://build.example.com", "must begin with https://"],
    ["http://127.0.0.1.example.com", "must begin with https://"],
    ["ftp://127.0.0.1", "must begin with https://"],
    ["https://user:made-up@build.example.com", "without user, query or fragment"],
    ["build.example.com", "is not a URL"],
    ['{"build": 1}', "endpoints.build"],
    ['{"obs": "https://x"}', "accepts build, hss and iam, not obs"],
    ["{build: x}", "is not JSON"],
  ])("the endpoint %s is refused", (endpoints, message) => {
    const error = failure({ options: { ...keys, region: "cn-north-4" }, stack: { endpoints } });
    expect(error.kind).toBe("input");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("made-up@");
  });

  test.each(["http://localhost:1", "http://127.0.0.1:1", "http://127.9.9.9:1", "http://[::1]:1"])(
    "%s is loopback",
    (endpoints) => {
      expect(() => resolve({ options: { ...keys, region: "cn-north-4" }, stack: { endpoints } })).not.toThrow();
    },
  );

  test.each([
    ["retries", "-1"],
    ["retries", "1.5"],
    ["requestsInFlight", "0"],
    ["requestsInFlight", "many"],
    ["timeout", "0"],
  ])("%s = %s is refused with its place", (name, value) => {
    const { message } = failure({ options: { ...keys, region: "cn-north-4" }, stack: { [name]: value } });
    expect(message).toContain(`${name} (stack configuration codearts:${name}) is "${value}"`);
  });

  test.each(["projectId", "iamProjectId"])("%s must be 32 digits and lower-case letters", (name) => {
    const { kind, message } = failure({ options: { ...keys, region: "cn-north-4" }, stack: { [name]: "my-project" } });
    expect(kind).toBe("input");
    expect(message).toContain(`${name} "my-project" is wrong: it must be 32 digits and lower-case letters`);
  });
});

test("every setting is found by its key and by each of its variables", () => {
  for (const name of settingNames) {
    expect(find(name, { options: {}, stack: { [name]: "a" }, environment: {} })).toEqual({
      value: "a",
      source: `stack configuration codearts:${name}`,
    });
    for (const variable of variables[name]) {
      expect(find(name, { options: {}, stack: {}, environment: { [variable]: "b" } })).toEqual({
        value: "b",
        source: `environment ${variable}`,
      });
    }
  }
});

describe("config.ts in a process of its own", () => {
  test("configure stores whatever it is given, clients are one per region, secrets are not explained", () => {
    jest.isolateModules(() => {
      const config = require("../../provider/config") as typeof import("../../provider/config");
      config.configure({});
      const values: Record<string, string> = {
        "codearts:region": "cn-north-4",
        "codearts:projectId": "0123456789abcdef0123456789abcdef",
        "codearts:accessKey": "AK-stack",
        "codearts:secretKey": "made-up-secret",
        "other:region": "elsewhere",
      };
      config.configure({ get: (key: string) => values[key] });
      expect(config.defaults()).toEqual({ region: "cn-north-4", projectId: values["codearts:projectId"] });
      const client = config.clientFor();
      expect(config.clientFor()).toBe(client);
      config.configure({ get: (key: string) => values[key] });
      expect(config.clientFor()).toBe(client);
      expect(config.clientFor("cn-east-3")).not.toBe(client);
      expect(config.clientFor("cn-east-3").region).toBe("cn-east-3");
      expect(() => config.clientFor("nowhere")).toThrow("Known regions");
      const explained = config.explainSettings();
      expect(explained.find(({ setting }) => setting === "secretKey")).toEqual({
        setting: "secretKey",
        value: undefined,
        source: "stack configuration codearts:secretKey",
      });
      config.configure({ "codearts:region": "cn-south-1" });
      expect(config.defaults()).toEqual({ region: "cn-south-1", projectId: undefined });
    });
  });

  describe("at an address of one's own", () => {
    const values = { "codearts:region": "cn-north-4", "codearts:accessKey": "AK", "codearts:secretKey": "made-up-secret" };
    const check = "/v1/job/check/count";
    afterEach(() => configure({}));

    test("that serves several regions, the IAM project says which one is meant; looked up once a region", async () => {
      const [one, other] = ["abcdba9876543210fedcba9876543210", "fedcba9876543210fedcba9876543210"];
      const project = (id: string) => ({ body: { projects: [{ id }] } });
      const answers = [project(one), success(true), project(other), success(true), success(true)];
      await withService(answers, async ({ url, asked }) => {
        configure({ ...values, "codearts:endpoints": url });
        await clientFor().jobs.checkCountLimit();
        await clientFor("cn-east-3").jobs.checkCountLimit();
        await clientFor("cn-east-3").jobs.checkCountLimit();
        const lookUp = (region: string) => `/v3/projects?name=${region}`;
        expect(asked.map(({ target }) => target)).toEqual([lookUp("cn-north-4"), check, lookUp("cn-east-3"), check, check]);
        expect(asked.map(({ headers }) => headers["x-project-id"])).toEqual([undefined, one, undefined, other, other]);
      });
    });

    test("of Build only, the configured region needs no look-up, because IAM may be unreachable", async () => {
      await withService([success(true)], async ({ url, asked }) => {
        configure({ ...values, "codearts:endpoints": JSON.stringify({ build: url }) });
        await clientFor().jobs.checkCountLimit();
        expect(asked.map(({ target }) => target)).toEqual([check]);
      });
    });
  });
});
