/** Ctrl+C while a build is followed. */
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { type Build, stopBuild } from "../../../provider/kinds/build-run/build";
import { askYesNo, canAsk } from "../../lib/prompts";
import { note } from "../../lib/terminal";

export interface Interruption {
  /** Fires when the command stops following and leaves the build running. */
  signal: AbortSignal;
  /** Output pauses while a question is open, so that it can be read. */
  afterQuestion(print: () => void): void;
  /** Cancels an open question because the build has ended. */
  release(): void;
}

/**
 * Ctrl+C asks whether to stop the build; a second Ctrl+C, one without a terminal, or SIGTERM leaves it running. A Ctrl+C while
 * the build is being started waits until its number is known, because the start cannot be undone.
 */
export function stopOnInterrupt(client: Client, { name }: { name: string }, started: Promise<Build>): Interruption {
  const leaving = new AbortController();
  let question: AbortController | undefined;
  let held: (() => void)[] = [];
  const answered = () => {
    question = undefined;
    const prints = held;
    held = [];
    for (const print of prints) print();
  };
  const ask = async (signal: AbortSignal) => {
    const build = await started;
    if (!(await askYesNo(`Stop build ${build.number} of ${name}?`, signal))) return leaving.abort();
    const stopped = await stopBuild(client, build).catch((error: unknown) => {
      if (error instanceof CodeArtsError) note(`build ${build.number} cannot be stopped: ${error.message}`);
      throw error;
    });
    note(stopped ? `asked the service to stop build ${build.number}` : `build ${build.number} has already ended`);
  };
  const onInterrupt = () => {
    if (question !== undefined || !canAsk()) return leaving.abort();
    const asked = new AbortController();
    question = asked;
    ask(asked.signal)
      .catch(() => {
        if (!asked.signal.aborted) leaving.abort();
      })
      .finally(answered);
  };
  const onTerminate = () => leaving.abort();
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  return {
    signal: leaving.signal,
    afterQuestion(print) {
      if (question === undefined) print();
      else held.push(print);
    },
    release() {
      process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
      question?.abort();
      answered();
    },
  };
}
