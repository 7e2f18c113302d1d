/** `review`: reports what a pull request would do to its stacks, in one comment. */
import type { Command } from "commander";
import type { ReviewFlags } from "./options";

export function register(program: Command): void {
  program
    .command("review")
    .description("preview stacks and report what would change, in the pull request or as text, HTML or JSON")
    .argument("[folders...]", "folders of Pulumi programs (default: this one); their previews run in parallel")
    .option("-s, --stack <name>", "stack of each folder; repeatable (default: the selected one)", collect, [])
    .option(
      "--events <file...>",
      "read saved event logs of any Pulumi program instead of running previews (- is standard input)",
      [],
    )
    .option("--policy-pack <folder>", "run this policy pack; repeatable", collect, [])
    .option("--policy-pack-config <file>", "settings of a policy pack as JSON; one per --policy-pack, in order", collect, [])
    .option(
      "--config <key=value>",
      "configuration for the preview, which pulumi also saves in the stack's settings; repeatable",
      collect,
      [],
    )
    .option("--target <urn>", "preview only this resource; repeatable", collect, [])
    .option("--parallel <number>", "number of parallel resource operations of a preview")
    .option("--policies [file]", "judge with the rules of this package; settings of rules as JSON")
    .option("--refresh", "refresh first, and report drift")
    .option(
      "--format <format>",
      "text, markdown, html, json, sarif, junit, gitlab-widget or gitlab-codequality (default: text, or by the file's name)",
    )
    .option(
      "-o, --out <file>",
      "write the report to this file; repeatable: .txt, .md, .html, .json, .sarif, .xml (JUnit), or FORMAT=FILE",
      collect,
      [],
    )
    .option("--language <language>", "en or zh (default: en; on CodeArts Repo, Gitee and GitCode the one of LANG, else zh)")
    .option("--post [host]", "post the report to the pull request: auto, github, gitlab, gitee, gitcode or codearts")
    .option("--repository <name>", "owner/name, or the repository's number for codearts (default: from CI)")
    .option("--number <number>", "number of the pull request (default: from CI)")
    .option("--api-url <url>", "URL of the host's API (default: from CI, else the public one)")
    .option("--region <region>", "region of CodeArts Repo")
    .option("--per-stack", "one comment per stack instead of one for all")
    .option("--label [prefix]", 'label the pull request by its most severe change, as in "pulumi: delete" (GitHub and GitLab)')
    .option("--skip-unchanged", "do not create a comment if nothing changes; an existing one is updated")
    .option(
      "--baseline <file>",
      "JSON or SARIF report of an earlier run, usually of the target branch: its findings stop nothing",
    )
    .option("--artifact-url <url>", "URL of the published HTML report, linked in the comment")
    .option("--fail-on <rules>", "exit with 2 if there is any: delete, replace, policy, drift (comma-separated)", collect, [])
    .option("--dry-run", "print what would be posted, without posting it")
    .addHelpText("after", help)
    .action(async (operands: string[], flags: ReviewFlags) => {
      const { review } = await import("./review.js");
      // Commander counts arguments after -- as operands.
      const end = process.argv.indexOf("--");
      const rest = end < 0 ? [] : process.argv.slice(end + 1);
      process.exitCode = await review(operands.slice(0, operands.length - rest.length), flags, rest);
    });
}

const help = `
Tokens come from the environment: GITHUB_TOKEN, GITLAB_TOKEN, GITEE_TOKEN, GITCODE_TOKEN; CodeArts Repo takes
HW_ACCESS_KEY and HW_SECRET_KEY. Secrets show as [secret].
Arguments after -- are passed to pulumi preview unchanged.
Exit code: 0 fine, 1 a preview failed or a mandatory policy stops it, 2 a rule of --fail-on; 3 more where the report could
not be posted: 3, 4 or 5.

  pulumi-codearts review --stack prod --refresh --policy-pack policy --post auto --out review.html
  pulumi-codearts review jobs/team-a jobs/team-b --stack prod --fail-on delete,replace
  pulumi-codearts review --events events.json --format markdown`;

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
