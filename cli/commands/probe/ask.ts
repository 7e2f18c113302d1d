/** Asks all questions, one part after the other, and collects the answers. */
import { randomBytes } from "node:crypto";
import type { Send } from "./calls";
import { builds } from "./questions/builds";
import { jobParts } from "./questions/jobs";
import { otherParts } from "./questions/others";
import { type QuestionGroup, type ReadingAnswers, Refused, type Scene, unclear } from "./scene";
import { prefix } from "./sweep";

export const parts: readonly QuestionGroup[] = [...jobParts, ...otherParts, builds];

/** What a probe cannot find out without changing objects of others. */
export const unsafe: { readonly [reading: string]: string } = {
  "keep-time-unit": "the retention of the recycle bin is a setting of the whole tenant, and observing its end takes hours",
};

export interface Asking {
  send: Send;
  projectId: string;
  /** Prefix of all names of this probe. */
  name: string;
  builds: boolean;
  /** Called before each part. */
  onPart?(done: number, of: number): void;
}

/** Short, because a group's name has at most 32 characters. */
export const newName = (): string => `${prefix}${randomBytes(3).toString("hex")}-`;

/** Thrown if the caller may not create jobs, which ends the probe. */
export class MayNotCreate extends Error {}

export async function ask({ send, projectId, name, builds: mayBuild, onPart }: Asking): Promise<ReadingAnswers> {
  let count = 0;
  const scene: Scene = {
    send,
    projectId,
    name: () => {
      count += 1;
      return `${name}${count}`;
    },
  };
  const findings: Record<string, ReadingAnswers[string]> = {};
  for (const [index, part] of parts.entries()) {
    onPart?.(index, parts.length);
    Object.assign(findings, part.builds && !mayBuild ? all(part, "needs builds: --builds") : await answersTo(part, scene, index));
  }
  for (const [reading, why] of Object.entries(unsafe)) findings[reading] = unclear(`not safe: ${why}`);
  return findings;
}

async function answersTo(part: QuestionGroup, scene: Scene, index: number): Promise<ReadingAnswers> {
  try {
    return await part.ask(scene);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The first object created is a job.
    if (error.error.kind === "forbidden" && index === 0) throw new MayNotCreate(error.error.message);
    return all(part, error.message);
  }
}

const all = ({ readings }: QuestionGroup, why: string): ReadingAnswers =>
  Object.fromEntries(readings.map((reading) => [reading, unclear(why)]));
