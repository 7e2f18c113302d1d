import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { plainClones, settingThatUnverifies, unverifiedConnections } from "../shell/connections";
import { readShell } from "../shell/read";
import { thisMachine } from "../shell/tools";
import { owasp, zizmor } from "./frameworks";
import { commandsOf, findingsIn, parameterTexts } from "./steps";

const exceptHosts = (what: string) => list(`Hosts that may be reached ${what}; * matches anything.`, thisMachine);

export const stepTlsVerified = resourceRule({
  name: "step-tls-verified",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Commands verify certificates.",
  why: "Without certificate verification, anybody on the network path can impersonate the server, and read or change what is sent and downloaded.",
  level: "advisory",
  severity: "high",
  ...owasp("CICD-SEC-9"),
  references: ["SLSA build dependency", "CIS Software Supply Chain 2.4.3", "OWASP CICD-SEC-9"],
  mend: "Remove the option; for your own server configure its certificate authority (curl --cacert, NODE_EXTRA_CA_CERTS, npm cafile, PIP_CERT, git http.sslCAInfo).",
  options: { exceptHosts: exceptHosts("without") },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Tools", version: "1.0", properties: { command: "curl -fsSLkO https://files.example.com/tool.tar.gz" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Tools", version: "1.0", properties: { command: "curl -fsSLO --cacert ci/ca.pem https://files.example.com/tool.tar.gz" } }]`,
  },
  *check({ inputs }, config) {
    for (const { at, text } of commandsOf(inputs))
      yield* findingsIn(at, text, unverifiedConnections(readShell(text), config.exceptHosts));
    for (const { at, name, text } of parameterTexts(inputs)) {
      const setting = settingThatUnverifies(name, text, config.exceptHosts);
      if (setting) yield { at, says: `${setting} disables certificate verification in every step; remove it` };
    }
  },
});

export const stepCloneSecureScheme = resourceRule({
  name: "step-clone-secure-scheme",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Commands clone over an encrypted connection.",
  why: "Over http and git, anybody on the network path can change what a command clones, as with the sources of the job itself.",
  level: "advisory",
  severity: "high",
  ...zizmor("insecure-url-scheme", "Sources are fetched over an encrypted connection"),
  references: ["SLSA build dependency", "CIS Software Supply Chain 2.4.3", "OWASP CICD-SEC-3", "zizmor insecure-url-scheme"],
  mend: "Write https:// or ssh:// instead of http:// or git://.",
  options: { exceptHosts: exceptHosts("in clear") },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Sources", version: "1.0", properties: { command: "git clone --depth 1 http://codehub.example.com/team/tool.git" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Sources", version: "1.0", properties: { command: "git clone --depth 1 https://codehub.example.com/team/tool.git" } }]`,
  },
  *check({ inputs }, config) {
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, plainClones(readShell(text), config.exceptHosts));
  },
});
