/** `review`: what a pull request would do to the stacks, as one comment in it. */
import type { Command } from "commander";
import type { ReviewFlags } from "./options";

export function register(program: Command): void {
  program
    .command("review")
    .description("preview stacks and report what would change, in the pull request or as text, HTML or JSON")
    .argument("[folders...]", "folders of Pulumi programs (default: this one); their previews run side by side")
    .option("-s, --stack <name>", "stack of each folder; can be given several times (default: the selected one)", collect, [])
    .option(
      "--events <file...>",
      "read saved event logs of any Pulumi program instead of running previews (- is standard input)",
      [],
    )
    .option("--policy-pack <folder>", "run this policy pack; can be given several times", collect, [])
    .option("--policy-pack-config <file>", "settings of a policy pack as JSON; one for each --policy-pack, in order", collect, [])
    .option(
      "--config <key=value>",
      "configuration for the preview, which pulumi saves in the stack's settings too; can be given several times",
      collect,
      [],
    )
    .option("--target <urn>", "preview this resource alone; can be given several times", collect, [])
    .option("--parallel <number>", "resource operations of a preview that run side by side")
    .option("--policies [file]", "judge with the rules of this package; settings of rules as JSON")
    .option("--refresh", "look at the live resources first, and report drift")
    .option(
      "--format <format>",
      "text, markdown, html, json, sarif, junit, gitlab-widget or gitlab-codequality (default: text, or what the file's name says)",
    )
    .option(
      "-o, --out <file>",
      "write the report to this file; can be given several times: .txt, .md, .html, .json, .sarif, .xml (JUnit), or FORMAT=FILE",
      collect,
      [],
    )
    .option("--language <language>", "en or zh (default: en; on CodeArts Repo, Gitee and GitCode the one of LANG, else zh)")
    .option("--post [host]", "put the report into the pull request: auto, github, gitlab, gitee, gitcode or codearts")
    .option("--repository <name>", "owner/name, or the repository's number for codearts (default: from CI)")
    .option("--number <number>", "number of the pull request (default: from CI)")
    .option("--api-url <url>", "address of the host's API (default: from CI, else the public one)")
    .option("--region <region>", "region of CodeArts Repo")
    .option("--per-stack", "one comment for each stack instead of one for all")
    .option("--label [prefix]", 'label the pull request by the worst that happens, as in "pulumi: delete" (GitHub and GitLab)')
    .option("--skip-unchanged", "make no comment when nothing changes; one that is there is updated")
    .option(
      "--baseline <file>",
      "JSON or SARIF report of an earlier run, as of the target branch: what it has found stops nothing",
    )
    .option("--artifact-url <url>", "address of the published HTML report, to which the comment links")
    .option(
      "--fail-on <rules>",
      "end with 2 when there is any: delete, replace, policy, drift (separated by commas)",
      collect,
      [],
    )
    .option("--dry-run", "print what would be posted, and post nothing")
    .addHelpText("after", help)
    .action(async (operands: string[], flags: ReviewFlags) => {
      const { review } = await import("./review.js");
      // Commander counts what stands after -- among the operands.
      const end = process.argv.indexOf("--");
      const rest = end < 0 ? [] : process.argv.slice(end + 1);
      process.exitCode = await review(operands.slice(0, operands.length - rest.length), flags, rest);
    });
}

const help = `
Tokens come from the environment: GITHUB_TOKEN, GITLAB_TOKEN, GITEE_TOKEN, GITCODE_TOKEN; CodeArts Repo takes
HW_ACCESS_KEY and HW_SECRET_KEY. Secrets show as [secret].
What stands after -- goes to pulumi preview as it is.
Exit code: 0 fine, 1 a preview failed or a mandatory policy stops it, 2 a rule of --fail-on; 3 more where the report could
not be posted: 3, 4 or 5.

  pulumi-codearts review --stack prod --refresh --policy-pack policy --post auto --out review.html
  pulumi-codearts review jobs/team-a jobs/team-b --stack prod --fail-on delete,replace
  pulumi-codearts review --events events.json --format markdown`;

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
