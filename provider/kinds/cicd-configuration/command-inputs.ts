import { z } from "zod";
import { line } from "../parts/text";
import { input, part } from "../table";

const limits = "1 to 128 characters";

export const imageTable = {
  source: input(z.enum(["local_image", "remote_image"]), {
    doc: "Where the image is: on the build machine (local_image) or in a repository (remote_image).",
    limits: "local_image, remote_image",
    wire: { name: "scan_type" },
  }),
  name: input(line(128), { doc: "Image name.", limits, wire: { name: "image_name" } }),
  version: input(line(128), { doc: "Image tag.", limits, wire: { name: "image_version" } }),
  blocking: input(z.boolean().optional(), {
    doc: "Whether a risk blocks the pipeline.",
    otherwise: "the service's",
    wire: { name: "is_blocking" },
  }),
  repositoryAddress: input(line(128).optional(), {
    doc: "URL of the image repository, for remote_image.",
    limits,
    wire: { name: "repository_address" },
  }),
  loginUserName: input(line(128).optional(), {
    doc: "User name for the image repository.",
    limits,
    wire: { name: "login_user_name" },
  }),
  loginPassword: input(line(128).optional(), {
    doc: "Password for the image repository. It is part of the rendered command.",
    limits,
    secret: true,
    wire: { name: "login_password" },
  }),
  namespace: input(line(128).optional(), { doc: "Image organization.", limits, wire: { name: "namespace" } }),
  pipelineType: input(z.enum(["jenkins", "codearts"]).optional(), {
    doc: "Type of pipeline that runs the command.",
    limits: "jenkins, codearts",
    otherwise: "the service's",
  }),
} as const;

const image = part("CicdImageScan", "Scan of a container image.", imageTable);

const iac = part("CicdIacScan", "Scan of infrastructure as code.", {
  mode: input(z.enum(["local_directory", "remote_address", "git_repository_address"]), {
    doc: "Where the files are: a local directory, an HTTPS URL or a Git repository.",
    limits: "local_directory, remote_address, git_repository_address",
    wire: { name: "configuration_mode" },
  }),
  path: input(line(256), { doc: "Path of the files.", limits: "1 to 256 characters" }),
});

export const commandSchema = part("CicdCommand", "What a scan command scans: images, infrastructure as code, or both.", {
  image: input(image.optional(), {
    doc: "Scan of a container image.",
    wire: { name: "image_scan_info", also: ["is_image_scan"] },
  }),
  iac: input(iac.optional(), {
    doc: "Scan of infrastructure as code.",
    wire: { name: "iac_scan_info", also: ["is_iac_scan"] },
  }),
});
export type CicdCommand = z.output<typeof commandSchema>;
