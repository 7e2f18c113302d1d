/** What newcomers ask, and the heading that answers it: at most two clicks from the README. */
import { anchorsOf, linksOf } from "../helpers/pages";

const questions: [question: string, answer: string][] = [
  ["How do I use two accounts?", "docs/accounts.md#several-accounts-and-regions-in-one-program"],
  ["How do I test my program?", "docs/testing.md#testing-programs"],
  ["How do I read outputs?", "docs/guide/builds.md#read-outputs"],
  ["How do I look things up?", "docs/guide/look-ups.md#look-things-up"],
  ["How do I use BuildRun?", "docs/resources/build-run.md#buildrun"],
  ["Which IAM rights does CI need?", "docs/guide/rights.md#permissions-for-ci"],
  ["Where does a repositoryId come from?", "docs/guide/faq.md#where-do-i-find-the-repositoryid"],
  ["What are the properties of an npm step?", "docs/steps.md#npm"],
  ["What are the properties of a shell step?", "docs/steps.md#shell"],
  ["What are the properties of an image step?", "docs/steps.md#buildimage"],
  ["Can I use Python, Go or YAML?", "docs/guide/faq.md#can-i-use-python-go-or-yaml"],
  ["How do I go through a proxy?", "docs/guide/network.md#a-proxy"],
  ["What about timeouts?", "docs/guide/network.md#timeouts-and-retries"],
  ["How do I upgrade?", "docs/guide/upgrading.md#upgrade"],
  ["How do I give a secret to a step?", "docs/guide/secrets.md#secrets"],
  ["How do I see what changes?", "docs/guide/review.md#see-what-changes-without-a-code-host"],
  ["How do I keep a change made in the console?", "docs/guide/drift.md#keep-a-change-made-in-the-console"],
  ["How do I rename a job?", "docs/guide/renames.md#rename-a-job"],
  ["How do I move a job to another project?", "docs/guide/renames.md#move-it-to-another-project"],
  ["How do I build on my own agent pool?", "docs/guide/agent-pools.md#your-own-agent-pool"],
  ["How do I build on push?", "docs/guide/builds.md#on-push"],
  ["How do I build nightly in my time zone?", "docs/guide/builds.md#nightly-in-your-time-zone"],
  ["How do I stop a rule for one job?", "docs/guide/policies.md#exempt-one-job-from-a-rule"],
  ["How do I review in GitLab?", "docs/guide/review.md#gitlab-in-five-lines"],
  ["How do I import what exists?", "docs/adopt.md#adopt-existing-jobs"],
  ["How do I test without a cloud?", "docs/guide/without-a-cloud.md#without-a-cloud"],
  ["How do I split a large estate?", "docs/guide/large-estates.md#split-a-large-estate"],
  ["How do I find why up failed?", "docs/troubleshooting.md#troubleshooting"],
];

const pagesOf = (from: string[]) => new Set(from.flatMap(linksOf).map(({ target }) => target));
const near = pagesOf(["README.md"]);
const reachable = new Set([...near, ...pagesOf([...near].filter((target) => target.endsWith(".md")))]);

test.each(questions)("%s", (_, answer) => {
  const [page = "", anchor = ""] = answer.split("#");
  expect([...reachable]).toContain(page);
  expect([...anchorsOf(page)]).toContain(anchor);
});
