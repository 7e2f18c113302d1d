/** Regions and their IAM projects: a request's X-Project-Id or token determines its region. */
import { createHash } from "node:crypto";

export interface Region {
  name: string;
  /** IAM project of the region: not a CodeArts project. */
  projectId: string;
}

const names = [
  "cn-north-1",
  "cn-north-4",
  "cn-south-1",
  "cn-south-2",
  "cn-east-2",
  "cn-east-3",
  "cn-northeast-1",
  "cn-southwest-2",
  "ap-southeast-3",
  "sa-brazil-1",
  "la-north-2",
  "la-south-2",
  "tr-west-1",
  // Only HSS is available in these.
  "cn-north-2",
  "cn-north-9",
  "cn-north-11",
  "cn-north-12",
  "cn-east-4",
  "cn-east-5",
  "cn-south-4",
  "cn-southwest-3",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-4",
  "ap-southeast-5",
  "my-kualalumpur-1",
  "af-south-1",
  "af-north-1",
  "ae-ad-1",
  "me-east-1",
  "eu-west-101",
  "ru-moscow-1",
  "na-mexico-1",
];

const idOf = (name: string) => createHash("sha256").update(`iam project ${name}`).digest("hex").slice(0, 32);

export const regions: readonly Region[] = names.map((name) => ({ name, projectId: idOf(name) }));

export const regionByName = (name: string): Region | undefined => regions.find((region) => region.name === name);
export const regionOfProject = (id: string): Region | undefined => regions.find((region) => region.projectId === id);
