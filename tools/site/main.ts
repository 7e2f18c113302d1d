/** `npm run docs`: the site, in site/.vitepress/dist. `npm run docs -- --base /somewhere/` is for one that does not stand at the root. */
import { buildSite } from "./build";

buildSite(process.argv.slice(2)).then(
  (folder) => console.log(`the site is in ${folder}`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
