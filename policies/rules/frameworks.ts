import type { PolicyComplianceFramework } from "@pulumi/policy";

interface Source {
  framework: PolicyComplianceFramework;
  url: string;
}

const owaspRisks = {
  "CICD-SEC-2": ["Inadequate Identity and Access Management", "CICD-SEC-02-Inadequate-Identity-And-Access-Management"],
  "CICD-SEC-3": ["Dependency Chain Abuse", "CICD-SEC-03-Dependency-Chain-Abuse"],
  "CICD-SEC-4": ["Poisoned Pipeline Execution", "CICD-SEC-04-Poisoned-Pipeline-Execution"],
  "CICD-SEC-5": ["Insufficient PBAC (Pipeline-Based Access Controls)", "CICD-SEC-05-Insufficient-PBAC"],
  "CICD-SEC-6": ["Insufficient Credential Hygiene", "CICD-SEC-06-Insufficient-Credential-Hygiene"],
  "CICD-SEC-7": ["Insecure System Configuration", "CICD-SEC-07-Insecure-System-Configuration"],
  "CICD-SEC-8": ["Ungoverned Usage of 3rd Party Services", "CICD-SEC-08-Ungoverned-Usage-of-3rd-Party-Services"],
  "CICD-SEC-9": ["Improper Artifact Integrity Validation", "CICD-SEC-09-Improper-Artifact-Integrity-Validation"],
} as const;

/** A risk of the OWASP Top 10 for CI/CD, with its page. */
export function owasp(reference: keyof typeof owaspRisks): Source {
  const [specification, page] = owaspRisks[reference];
  return {
    framework: { name: "OWASP Top 10 CI/CD Security Risks", version: "2022", reference, specification },
    url: `https://owasp.org/www-project-top-10-ci-cd-security-risks/${page}`,
  };
}

/** A control of AWS Security Hub for the comparable service, with its page. */
export function securityHub(reference: "CodeBuild.1" | "CodeBuild.2", specification: string): Source {
  const anchor = reference.toLowerCase().replace(".", "-");
  return {
    framework: { name: "AWS Security Hub", version: "AWS Foundational Security Best Practices v1.0.0", reference, specification },
    url: `https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#${anchor}`,
  };
}

/** An audit of zizmor, with the same requirement for GitHub Actions. */
export function zizmor(audit: string, specification: string): Source {
  return {
    framework: { name: "zizmor", version: "1", reference: audit, specification },
    url: `https://docs.zizmor.sh/audits/#${audit}`,
  };
}

/** A check of OpenSSF Scorecard. */
export function scorecard(check: string): Source {
  return {
    framework: { name: "OpenSSF Scorecard", version: "5", reference: check, specification: check },
    url: `https://github.com/ossf/scorecard/blob/main/docs/checks.md#${check.toLowerCase()}`,
  };
}

/** What all rules about pinned versions have in common. */
export const pinning = {
  ...scorecard("Pinned-Dependencies"),
  references: [
    "SLSA build dependency",
    "OpenSSF Scorecard Pinned-Dependencies",
    "CIS Software Supply Chain 2.4.2",
    "OWASP CICD-SEC-3",
  ],
};

/** A recommendation of the CIS Software Supply Chain Security Guide. */
export function cis(reference: string, specification: string): Source {
  return {
    framework: { name: "CIS Software Supply Chain Security Guide", version: "1.0", reference, specification },
    url: "https://www.cisecurity.org/insights/white-papers/cis-software-supply-chain-security-guide",
  };
}

/** No framework requires it: the product's own pages explain the setting. */
export const productPages = { url: "https://support.huaweicloud.com/intl/en-us/codeci/index.html" };
