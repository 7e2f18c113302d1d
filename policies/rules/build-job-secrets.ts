import { resourceRule } from "../engine/policy";
import { owasp, securityHub } from "./frameworks";
import { secretsElsewhere, secretsInParameters, secretsInSteps } from "./secrets";

export const buildJobNoPlaintextSecret = resourceRule({
  name: "build-job-no-plaintext-secret",
  kinds: ["BuildJob"],
  description: "Credentials of a build job are Pulumi secrets in private parameters.",
  why: "A plain-text credential is visible in the repository, in Pulumi's state, in every preview and on the job's page; a secret in a parameter that is not private is still visible on the job's page and in its logs.",
  level: "mandatory",
  severity: "critical",
  ...securityHub("CodeBuild.2", "CodeBuild project environment variables should not contain clear text credentials"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 2.3.8", "OWASP CICD-SEC-6", "AWS Security Hub CodeBuild.2"],
  mend: "Revoke the credential, store the new one with `pulumi config set --secret`, read it with config.requireSecret, and set private: true on its parameter. With level remediate, a parameter with a secret is made private automatically.",
  options: {},
  judgesSecrecy: true,
  example: {
    fails: `parameters: { deployPassword: { default: "mAdeUp4TheDocs-9f", private: true } }`,
    passes: `parameters: { deployPassword: { default: config.requireSecret("deployPassword"), private: true } }`,
  },
  *check({ inputs }) {
    yield* secretsInParameters(inputs.at("parameters"));
    yield* secretsInSteps(inputs);
    yield* secretsElsewhere(inputs);
  },
  remedy(inputs, subject) {
    const findings = [...secretsInParameters(subject.inputs.at("parameters"))];
    let changed = false;
    for (const { at } of findings) {
      const name = String(at?.keys[1]);
      const declared = subject.inputs.at("parameters").at(name);
      // A parameter declared as a string cannot be private: it becomes an object, and stays a secret if it was one.
      if (declared.isMap()) inputs.parameters[name].private = true;
      else inputs.parameters[name] = { default: inputs.parameters[name], private: true };
      changed = true;
    }
    return changed;
  },
});

export const templateNoSecret = resourceRule({
  name: "template-no-secret",
  kinds: ["BuildTemplate"],
  description: "Templates contain no credentials.",
  why: "A template is shared with the whole tenant, its parameters cannot be private, and it cannot be changed once somebody has used it.",
  level: "mandatory",
  severity: "critical",
  ...owasp("CICD-SEC-6"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 2.3.8", "OWASP CICD-SEC-6"],
  mend: "Take the credential out of the template and pass it to each job that uses it, as a Pulumi secret in a private parameter.",
  options: {},
  judgesSecrecy: true,
  example: {
    fails: `parameters: { deployPassword: "mAdeUp4TheDocs-9f" }`,
    passes: `parameters: { deployTarget: "staging" }`,
  },
  *check({ inputs }) {
    for (const { at, says } of secretsInParameters(inputs.at("parameters")))
      yield {
        at,
        says: at?.secret ? "is a secret; a template shows it to the whole tenant: pass it to the job instead" : clear(says),
      };
    for (const { at, says } of [...secretsInSteps(inputs), ...secretsElsewhere(inputs)]) yield { at, says: clear(says) };
  },
});

/** The fix for jobs does not apply here: a template has no private values. */
function clear(says: string): string {
  return `${says.split(" and is not a Pulumi secret")[0]?.split("; ")[0]}; a template is shared: pass it to the job instead`;
}
