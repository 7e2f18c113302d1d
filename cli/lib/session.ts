/** The client of a verb, configured from options, the stack of the program in this folder, or the environment. */
import type { Client } from "../../provider/client";
import { projectIdWords } from "../../provider/client/request";
import { clientFor, configure, settings } from "../../provider/config";
import { findProgram } from "./project";
import { stackConfiguration } from "./pulumi";
import { CliError } from "./terminal";

export interface SessionOptions {
  region?: string;
  projectId?: string;
  /** Stack whose configuration is used. Default: the selected one. */
  stack?: string;
  cwd?: string;
  /** The stack need not exist yet. */
  mayBeNew?: boolean;
}

export interface Session {
  client: Client;
  region: string;
  /** CodeArts project, if configured. */
  projectId?: string;
}

export async function openSession(options: SessionOptions = {}): Promise<Session> {
  await loadConfiguration(options);
  // Throws with all searched sources if a setting is missing.
  const { region, projectId } = settings();
  return { client: clientFor(region), region, ...(projectId === undefined ? {} : { projectId }) };
}

/** Options take precedence over the stack's configuration, and that over the environment. */
export async function loadConfiguration({ region, projectId, stack, cwd, mayBeNew }: SessionOptions): Promise<void> {
  const folder = findProgram(cwd);
  const config = folder === undefined ? {} : ((await stackConfiguration({ cwd: folder, stack, mayBeNew })) ?? {});
  configure({
    ...config,
    ...(region === undefined ? {} : { "codearts:region": region }),
    ...(projectId === undefined ? {} : { "codearts:projectId": projectId }),
  });
}

export function requireProject(session: Session): string {
  if (session.projectId !== undefined) return session.projectId;
  throw new CliError(
    "no CodeArts project: pass --project-id, or set it for the stack: pulumi config set codearts:projectId 4b1f…\n" +
      `  (${projectIdWords}, in the address of the project's pages)`,
  );
}
