/** The step types with a builder: wire name and form of each setting. */
import type * as pulumi from "@pulumi/pulumi";
import type { Lifted } from "../inputs";
import type {
  CmakeArgs,
  CommonArgs,
  DockerCommandArgs,
  MavenArgs,
  NamedValue,
  NpmArgs,
  ObsHeaders,
  ShellArgs,
  SwrImageArgs,
  UploadToObsArgs,
  UploadToReleaseArgs,
} from "./args";

/** Argument type of each form. */
interface Forms {
  text: pulumi.Input<string>;
  boolean: pulumi.Input<boolean>;
  /** A boolean that some reads return as a string. */
  flag: pulumi.Input<boolean | "true" | "false">;
  /** A boolean that is sent as a string. */
  textFlag: pulumi.Input<boolean>;
  list: pulumi.Input<unknown[]>;
  namedValue: Lifted<NamedValue>;
  headers: ObsHeaders;
}
export type Form = keyof Forms;

export interface Property {
  /** Name in the service. */
  readonly wire: string;
  readonly form: Form;
  readonly required?: true;
}

export interface StepModule {
  /** Step type. */
  readonly id: string;
  /** Default name of the step. */
  readonly name: string;
  readonly properties: { readonly [setting: string]: Property };
}

/** The forms whose values have the type of the setting. */
type FormOf<Value> = { [F in Form]: [Forms[F]] extends [Value] ? ([Value] extends [Forms[F]] ? F : never) : never }[Form];
type PropertyOf<Value> = { readonly wire: string; readonly form: FormOf<Exclude<Value, undefined>> } & (undefined extends Value
  ? { readonly required?: never }
  : { readonly required: true });
/** Exactly one property per setting of the builder, enforced by the compiler. */
type PropertiesOf<Args> = { readonly [Setting in keyof Omit<Args, keyof CommonArgs>]-?: PropertyOf<Args[Setting & keyof Args]> };

function moduleOf<Args>(number: number, name: string, properties: PropertiesOf<Args>): StepModule {
  return { id: `devcloud2018.codeci_action_${number}.action`, name, properties: properties as StepModule["properties"] };
}

export const modules = {
  maven: moduleOf<MavenArgs>(20043, "Maven build", {
    command: { wire: "command", form: "text", required: true },
    image: { wire: "image", form: "text" },
    settingsMode: { wire: "settingMode", form: "text" },
    publicRepositories: { wire: "userPublicRepositories", form: "list" },
    privateRepositories: { wire: "userPrivateRepositories", form: "list" },
    pomMode: { wire: "pomMode", form: "text" },
    releaseRepository: { wire: "releaseArtifact", form: "namedValue" },
    snapshotRepository: { wire: "snapshotArtifact", form: "namedValue" },
    testReports: { wire: "deal", form: "text" },
    ignoreTestFailures: { wire: "ignoreTest", form: "flag" },
    testReportPath: { wire: "file", form: "text" },
    coverage: { wire: "junitCoverageSwitch", form: "flag" },
    coverageReportPath: { wire: "coverageReportPath", form: "text" },
    cache: { wire: "cacheOption", form: "text" },
    dependencyCheck: { wire: "doCheck", form: "text" },
    dependencyCheckFolder: { wire: "dependencyProjectDir", form: "text" },
    dependencyCheckSettings: { wire: "dependencySettings", form: "text" },
    dependencyCheckOptions: { wire: "dependencyCheckParam", form: "text" },
  }),
  npm: moduleOf<NpmArgs>(20014, "npm build", {
    command: { wire: "command", form: "text", required: true },
    image: { wire: "image", form: "text" },
    preCondition: { wire: "preCondition", form: "text" },
  }),
  cmake: moduleOf<CmakeArgs>(20005, "CMake build", {
    command: { wire: "command", form: "text" },
    image: { wire: "image", form: "text" },
  }),
  shell: moduleOf<ShellArgs>(20017, "Shell commands", {
    command: { wire: "command", form: "text", required: true },
    image: { wire: "image", form: "text" },
    preCondition: { wire: "preCondition", form: "text" },
  }),
  swrImage: moduleOf<SwrImageArgs>(20028, "Commands in SWR image", {
    image: { wire: "image", form: "text", required: true },
    command: { wire: "command", form: "text", required: true },
    preCondition: { wire: "preCondition", form: "text" },
  }),
  buildImage: moduleOf<CommonArgs>(20004, "Build image", {}),
  dockerCommand: moduleOf<DockerCommandArgs>(20035, "Docker command", {
    command: { wire: "command", form: "text" },
  }),
  uploadToRelease: moduleOf<UploadToReleaseArgs>(20018, "Upload to release repository", {
    file: { wire: "file", form: "text", required: true },
    packageVersion: { wire: "buildVersion", form: "text" },
    packageName: { wire: "name", form: "text" },
    uploadPath: { wire: "customUploadPath", form: "text" },
    layout: { wire: "remainOriginPath", form: "text" },
    uploadTool: { wire: "uploadTool", form: "text" },
    image: { wire: "image", form: "text" },
    preCondition: { wire: "preCondition", form: "text" },
    continueOnFailure: { wire: "ignore_fail", form: "textFlag" },
  }),
  uploadToObs: moduleOf<UploadToObsArgs>(20057, "Upload to OBS", {
    bucketName: { wire: "backetName", form: "text", required: true },
    objectKey: { wire: "objectKey", form: "text" },
    artifactSourcePath: { wire: "artifactSourcePath", form: "text" },
    uploadDirectory: { wire: "uploadDirectory", form: "boolean" },
    authorizationUser: { wire: "authorizationUser", form: "namedValue" },
    obsHeaders: { wire: "obsHeaders", form: "headers" },
  }),
  downloadFile: moduleOf<CommonArgs>(20061, "Download file", {}),
} satisfies { [builder: string]: StepModule };
