/** Commands that are written to get past the rules on steps, and commands that a nervous rule would suspect. */
import { evaluate } from "pulumi-codearts/policies";
import * as commands from "../fixtures/commands";
import { resource } from "./example";

function isFound(rule: string, command: string): boolean {
  const steps = [{ module: "devcloud2018.codeci_action_20017.action", name: "Step", version: "1", properties: { command } }];
  return evaluate([resource("BuildJob", "api", { steps })], { all: "disabled", [rule]: "advisory" }).length > 0;
}

test.each([
  ["step-no-pipe-to-shell", commands.runsDownload, commands.harmlessDownload],
  ["step-image-pinned", commands.floatingImage, commands.pinnedImage],
  ["step-no-privileged-container", commands.privileged, commands.unprivileged],
])("%s finds each hostile command and suspects no other", (rule, hostile, innocent) => {
  expect(Math.min(hostile.length, innocent.length)).toBeGreaterThanOrEqual(60);
  const missed = hostile.filter((command) => !isFound(rule, command));
  const suspected = innocent.filter((command) => isFound(rule, command));
  process.stdout.write(
    `${rule}: ${hostile.length - missed.length} of ${hostile.length} found, ${suspected.length} of ${innocent.length} suspected\n`,
  );
  expect({ missed, suspected }).toEqual({ missed: [], suspected: [] });
});
