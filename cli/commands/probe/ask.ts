/** Asks all questions, one part after the other, and keeps what each tells. */
import { randomBytes } from "node:crypto";
import type { Hear } from "./hear";
import { builds } from "./questions/builds";
import { jobParts } from "./questions/jobs";
import { otherParts } from "./questions/others";
import { type Findings, type Part, Refused, type Scene, unclear } from "./scene";
import { prefix } from "./sweep";

export const parts: readonly Part[] = [...jobParts, ...otherParts, builds];

/** What no probe can find out without touching what belongs to others. */
export const unsafe: { readonly [reading: string]: string } = {
  "keep-time-unit": "the retention of the recycle bin is a setting of the whole tenant, and to see it end takes hours",
};

export interface Asking {
  hear: Hear;
  projectId: string;
  /** Names of this probe begin with it. */
  name: string;
  builds: boolean;
  /** Called before each part. */
  onPart?(done: number, of: number): void;
}

/** Short: a group's name has at most 32 characters. */
export const newName = (): string => `${prefix}${randomBytes(3).toString("hex")}-`;

/** May not create jobs: then nothing else is worth asking. */
export class MayNotCreate extends Error {}

export async function ask({ hear, projectId, name, builds: mayBuild, onPart }: Asking): Promise<Findings> {
  let count = 0;
  const scene: Scene = {
    hear,
    projectId,
    name: () => {
      count += 1;
      return `${name}${count}`;
    },
  };
  const findings: Record<string, Findings[string]> = {};
  for (const [index, part] of parts.entries()) {
    onPart?.(index, parts.length);
    Object.assign(
      findings,
      part.builds && !mayBuild ? all(part, "it takes builds: --builds") : await answersTo(part, scene, index),
    );
  }
  for (const [reading, why] of Object.entries(unsafe)) findings[reading] = unclear(`not safe: ${why}`);
  return findings;
}

async function answersTo(part: Part, scene: Scene, index: number): Promise<Findings> {
  try {
    return await part.ask(scene);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The first thing that is made is a job.
    if (error.error.kind === "forbidden" && index === 0) throw new MayNotCreate(error.error.message);
    return all(part, error.message);
  }
}

const all = ({ readings }: Part, why: string): Findings => Object.fromEntries(readings.map((reading) => [reading, unclear(why)]));
