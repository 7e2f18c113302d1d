/** The step types of build.yml: keyword and documented inputs. Descriptions of required inputs start with `Required.` */
import { z } from "zod";

const text = (what: string) => z.string().describe(what);
const flag = (what: string) => z.boolean().describe(what);
type Inputs = Record<string, z.ZodType>;

const ignoreFail = flag("Whether the build continues when this step fails. Default: false.").optional();

const image = text("Tool version as `cloudbuild@<name>`, such as `cloudbuild@maven3.5.3-jdk8-open`, or the URL of an SWR image.");

/** A keyword: its description and inputs. */
const action = (what: string, inputs: Inputs) => stepOf(what, z.strictObject({ ...inputs, ignore_fail: ignoreFail }), inputs);

function stepOf(what: string, shape: z.ZodObject, inputs: Inputs) {
  const mayBeEmpty = Object.values(inputs).every((input) => input.safeParse(undefined).success);
  return z
    .strictObject({
      name: text("Shown in the build's log.").optional(),
      image: image.optional(),
      inputs: mayBeEmpty ? shape.optional() : shape,
    })
    .describe(what);
}

const command = text("Commands, one or more lines.");
const scripted = (what: string) => action(what, { command });
/** An action with undocumented inputs; most have a command. */
function byAnalogy(what: string, inputs: Inputs = { command: command.optional() }) {
  const shape = z.looseObject({ ...inputs, ignore_fail: ignoreFail });
  return stepOf(`${what} Its inputs are not public.`, shape, inputs);
}

const jdk = text("Version of the JDK, such as `1.8`.").optional();
const gradle = text("Version of Gradle, such as `7.3`.").optional();
const ndk = text("Version of the Android NDK, such as `21`.").optional();

const unitTest = z
  .strictObject({
    enable: flag("Whether results of unit tests are collected.").optional(),
    ignore_errors: flag("Whether the step continues when unit tests fail.").optional(),
    report_path: text("Where the reports are, such as `**/TEST*.xml`.").optional(),
    coverage: flag("Whether coverage is collected.").optional(),
    coverage_report_path: text("Where the coverage report is, such as `**/site/jacoco`.").optional(),
  })
  .describe("Handling of unit tests.");

export const actions = {
  checkout: action("Checks out a repository of CodeArts Repo.", {
    scm: z.literal("codehub").describe("Source. Only `codehub`.").optional(),
    url: text("Required. SSH URL of the repository."),
    branch: text("Required. Branch; overridden by the one chosen when the build is started."),
    commit: text("Commit; takes precedence over `tag`.").optional(),
    tag: z.union([z.string(), z.number()]).describe("Tag.").optional(),
    depth: z.number().int().min(1).describe("Number of commits to fetch. Default: 1.").optional(),
    submodule: flag("Whether submodules are checked out. Default: false.").optional(),
    lfs: flag("Whether Git LFS is used. Default: false.").optional(),
    path: text("Folder of the workspace for the code.").optional(),
  }),
  manifest_checkout: action("Checks out the repositories listed in a `repo` manifest.", {
    manifest_url: text("URL of the repository with the manifest.").optional(),
    manifest_branch: text("Its branch.").optional(),
    manifest_file: text("Path of the manifest. Default: `default.xml`.").optional(),
    path: text("Folder of the workspace for the code.").optional(),
    lfs: flag("Whether Git LFS is used. Default: false.").optional(),
    repo_url: text("URL of the `repo` tool.").optional(),
    repo_branch: text("Its branch.").optional(),
    username: text("User of the repositories.").optional(),
    password: text("Password of that user: a reference to a private parameter, `${name}`.").optional(),
  }),
  sh: scripted("Runs shell commands."),
  maven: action("Builds with Maven.", {
    command,
    settings: z
      .strictObject({ public_repos: z.array(z.unknown()).describe("Public Maven repositories.").optional() })
      .describe("What `settings.xml` holds.")
      .optional(),
    cache: flag("Whether downloaded dependencies are kept for the next build. Default: false.").optional(),
    unit_test: unitTest.optional(),
    check: z.unknown().describe("Check of dependencies.").optional(),
  }),
  npm: scripted("Builds with npm."),
  yarn: scripted("Builds with Yarn."),
  gulp: scripted("Builds with Gulp."),
  grunt: scripted("Builds with Grunt."),
  cmake: scripted("Builds with CMake."),
  mono: scripted("Builds with Mono."),
  sbt: scripted("Builds with SBT."),
  bazel: scripted("Builds with Bazel."),
  docker: scripted("Runs Docker commands: build, tag, push, pull, login, logout and save."),
  gradle: action("Builds with Gradle.", { gradle, jdk, command: command.optional() }),
  android: action("Builds an Android app.", { gradle, jdk, ndk, command: command.optional() }),
  ionic_android_app: action("Builds an Ionic app for Android.", { gradle, jdk, ndk, command: command.optional() }),
  flutter: action("Builds with Flutter.", {
    flutter: text("Version of Flutter.").optional(),
    jdk,
    ndk,
    command: command.optional(),
  }),
  android_sign: action("Signs Android packages.", {
    file_path: text("Required. The packages."),
    keystore_file: text("Required. Name of the keystore file."),
    keystore_password: text("Its password: a reference to a private parameter, `${name}`.").optional(),
    alias: text("Required. Alias of the key."),
    key_password: text("Password of the key: a reference to a private parameter, `${name}`.").optional(),
    apksigner_commond: text("Further options of apksigner (spelt so by the service).").optional(),
  }),
  python: action("Runs Python: Setuptools, PyInstaller or a script.", { command: command.optional() }),
  harmonyos: action("Builds a HarmonyOS app.", { command: command.optional() }),
  swr: action("Runs commands in the public SWR image `image`.", { command }),
  build_image: byAnalogy("Builds an image and pushes it to SWR.", {}),
  upload_artifact: action("Uploads packages to the release repository.", {
    path: text("Required. The packages, such as `**/target/*.?ar`."),
    version: z.union([z.string(), z.number()]).describe("Version of the package in the repository.").optional(),
    name: text("Name of the package in the repository.").optional(),
  }),
  upload_obs: action("Uploads files to OBS.", {
    bucket_name: text("Required. Name of the bucket."),
    artifact_path: text("The files. Default: `bin/*`.").optional(),
    obs_directory: text("Folder of the bucket. Default: `./`.").optional(),
    artifact_dest_name: text("Name of the uploaded file.").optional(),
    upload_directory: flag("Whether a folder is uploaded with all its content. Default: false.").optional(),
    headers: z.record(z.string(), z.string()).describe("Headers of the objects.").optional(),
  }),
  download_artifact: action("Downloads a package of the release repository.", { url: text("Required. URL of the package.") }),
  download_file: action("Downloads a file of the file manager.", { name: text("Required. Name of the file.") }),
  go: byAnalogy("Builds with Go."),
  php: byAnalogy("Builds with PHP."),
  gnu_arm: byAnalogy("Builds with the GNU Arm toolchain."),
  ant: byAnalogy("Builds with Ant."),
  quick_app: byAnalogy("Builds a quick app."),
  grails: byAnalogy("Builds with Grails."),
  ark: byAnalogy("Builds with the Ark compiler."),
  fortran: byAnalogy("Builds with GFortran."),
};

/** Keywords that the manual allows before the build. */
export const preBuild: readonly string[] = ["checkout", "manifest_checkout", "sh"];
