/** Ctrl+C while a build is followed. */
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { type Build, stopBuild } from "../../../provider/kinds/build-run/build";
import { askYesNo, canAsk } from "../../lib/prompts";
import { note } from "../../lib/terminal";

export interface Interruption {
  /** Fires when the build is to be left running. */
  signal: AbortSignal;
  /** Output waits while the question stands, so that it can be read. */
  afterQuestion(print: () => void): void;
  /** Ends a question that still stands: the build has ended before its answer. */
  release(): void;
}

/**
 * Ctrl+C asks whether to stop the build; a second one, one without a terminal, or SIGTERM leaves it running. One that comes
 * while the build is being started waits until its number is known: it starts all the same.
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
    note(stopped ? `asked the service to stop build ${build.number}` : `build ${build.number} has ended already`);
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
