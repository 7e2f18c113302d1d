/** Prints the folder of a working Pulumi CLI and installs one first if necessary: `npx tsx tools/pulumi/main.ts`. */
import { pulumiCli } from "./index";

pulumiCli((line) => process.stderr.write(`Pulumi CLI: ${line}\n`)).then(
  (cli) => process.stdout.write(`${cli.folder}\n`),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
