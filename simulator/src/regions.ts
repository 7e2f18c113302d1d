/** Regions and their IAM projects: a request's X-Project-Id or token says which region it means. */
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
];

const idOf = (name: string) => createHash("sha256").update(`iam project ${name}`).digest("hex").slice(0, 32);

export const regions: readonly Region[] = names.map((name) => ({ name, projectId: idOf(name) }));

export const regionByName = (name: string): Region | undefined => regions.find((region) => region.name === name);
export const regionOfProject = (id: string): Region | undefined => regions.find((region) => region.projectId === id);
