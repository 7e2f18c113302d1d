/** Formats of known keys, from config/gitleaks.toml of gitleaks v8.30.1 (https://github.com/gitleaks/gitleaks). Made by tools/generate/key-formats; do not edit. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: patterns, not templates

/** The licence of this data: a constant, because comments do not reach the published files. */
export const licenceOfKeyFormats =
  'config/gitleaks.toml of gitleaks v8.30.1 (https://github.com/gitleaks/gitleaks)\n\nMIT License\n\nCopyright (c) 2019 Zachary Rice\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated documentation files (the "Software"), to deal\nin the Software without restriction, including without limitation the rights\nto use, copy, modify, merge, publish, distribute, sublicense, and/or sell\ncopies of the Software, and to permit persons to whom the Software is\nfurnished to do so, subject to the following conditions:\n\nThe above copyright notice and this permission notice shall be included in all\ncopies or substantial portions of the Software.\n\nTHE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR\nIMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,\nFITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE\nAUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER\nLIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,\nOUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE\nSOFTWARE.';

export interface KeyFormat {
  id: string;
  /** The text, in lower case, holds one of these before the pattern is tried. */
  keywords: readonly string[];
  /** RE2 syntax. */
  regex: string;
  /** Least entropy of the key, in bits per character. */
  entropy?: number;
  /** The group that holds the key; without it the first that matched. */
  group?: number;
  /** Characters before and after a keyword that the pattern may reach, in a long text; 200 and 1200 where nothing is given. */
  reach?: readonly [before: number, after: number];
  /** Patterns of what is no key after all. */
  allowed?: readonly string[];
}

export const keyFormats: readonly KeyFormat[] = [
  {
    id: "1password-secret-key",
    keywords: ["a3-"],
    regex: "\\bA3-[A-Z0-9]{6}-(?:(?:[A-Z0-9]{11})|(?:[A-Z0-9]{6}-[A-Z0-9]{5}))-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}\\b",
    entropy: 3.8,
  },
  { id: "1password-service-account-token", keywords: ["ops_"], regex: "ops_eyJ[a-zA-Z0-9+/]{250,}={0,3}", entropy: 4 },
  {
    id: "adafruit-api-key",
    keywords: ["adafruit"],
    regex:
      "(?i)(?:adafruit)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9_-]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "adobe-client-secret", keywords: ["p8e-"], regex: "\\b(p8e-(?i)[a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  { id: "age-secret-key", keywords: ["age-secret-key-1"], regex: "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}" },
  {
    id: "airtable-api-key",
    keywords: ["airtable"],
    regex:
      "(?i)(?:airtable)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{17})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "airtable-personnal-access-token", keywords: ["airtable"], regex: "\\b(pat[[:alnum:]]{14}\\.[a-f0-9]{64})\\b" },
  {
    id: "algolia-api-key",
    keywords: ["algolia"],
    regex:
      "(?i)(?:algolia)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "alibaba-access-key-id",
    keywords: ["ltai"],
    regex: "\\b(LTAI(?i)[a-z0-9]{20})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "alibaba-secret-key",
    keywords: ["alibaba"],
    regex:
      "(?i)(?:alibaba)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{30})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "anthropic-admin-api-key",
    keywords: ["sk-ant-admin01"],
    regex: "\\b(sk-ant-admin01-[a-zA-Z0-9_\\-]{93}AA)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "anthropic-api-key",
    keywords: ["sk-ant-api03"],
    regex: "\\b(sk-ant-api03-[a-zA-Z0-9_\\-]{93}AA)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "artifactory-api-key", keywords: ["akcp"], regex: "\\bAKCp[A-Za-z0-9]{69}\\b", entropy: 4.5 },
  { id: "artifactory-reference-token", keywords: ["cmvmd"], regex: "\\bcmVmd[A-Za-z0-9]{59}\\b", entropy: 4.5 },
  {
    id: "asana-client-secret",
    keywords: ["asana"],
    regex:
      "(?i)(?:asana)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "atlassian-api-token",
    keywords: ["atlassian", "confluence", "jira", "atatt3"],
    regex:
      "(?i)(?:(?-i:ATLASSIAN|[Aa]tlassian)|(?-i:CONFLUENCE|[Cc]onfluence)|(?-i:JIRA|[Jj]ira))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{20}[a-f0-9]{4})(?:[\\x60'\"\\s;]|\\\\[nr]|$)|\\b(ATATT3[A-Za-z0-9_\\-=]{186})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3.5,
  },
  {
    id: "authress-service-client-access-key",
    keywords: ["sc_", "ext_", "scauth_", "authress_"],
    regex:
      "\\b((?:sc|ext|scauth|authress)_(?i)[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.(?-i:acc)[_-][a-z0-9-]{10,32}\\.[a-z0-9+/_=-]{30,120})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "aws-access-token",
    keywords: ["a3t", "akia", "asia", "abia", "acca"],
    regex: "\\b((?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})\\b",
    entropy: 3,
  },
  {
    id: "aws-amazon-bedrock-api-key-long-lived",
    keywords: ["absk"],
    regex: "\\b(ABSK[A-Za-z0-9+/]{109,269}={0,2})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "aws-amazon-bedrock-api-key-short-lived",
    keywords: ["bedrock-api-key-"],
    regex: "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
    entropy: 3,
  },
  {
    id: "azure-ad-client-secret",
    keywords: ["q~"],
    regex: "(?:^|[\\\\'\"\\x60\\s>=:(,)])([a-zA-Z0-9_~.]{3}\\dQ~[a-zA-Z0-9_~.-]{31,34})(?:$|[\\\\'\"\\x60\\s<),])",
    entropy: 3,
  },
  {
    id: "beamer-api-token",
    keywords: ["beamer"],
    regex:
      "(?i)(?:beamer)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(b_[a-z0-9=_\\-]{44})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "bitbucket-client-secret",
    keywords: ["bitbucket"],
    regex:
      "(?i)(?:bitbucket)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "bittrex-access-key",
    keywords: ["bittrex"],
    regex:
      "(?i)(?:bittrex)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "bittrex-secret-key",
    keywords: ["bittrex"],
    regex:
      "(?i)(?:bittrex)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "cisco-meraki-api-key",
    keywords: ["meraki"],
    regex:
      "(?i:[\\w.-]{0,50}?(?:(?-i:[Mm]eraki|MERAKI))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9a-f]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  { id: "clickhouse-cloud-api-secret-key", keywords: ["4b1d"], regex: "\\b(4b1d[A-Za-z0-9]{38})\\b", entropy: 3 },
  { id: "clojars-api-token", keywords: ["clojars_"], regex: "(?i)CLOJARS_[a-z0-9]{60}", entropy: 2 },
  {
    id: "cloudflare-api-key",
    keywords: ["cloudflare"],
    regex:
      "(?i)(?:cloudflare)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9_-]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "cloudflare-global-api-key",
    keywords: ["cloudflare"],
    regex:
      "(?i)(?:cloudflare)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{37})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "cloudflare-origin-ca-key",
    keywords: ["cloudflare", "v1.0-"],
    regex: "\\b(v1\\.0-[a-f0-9]{24}-[a-f0-9]{146})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "codecov-access-token",
    keywords: ["codecov"],
    regex:
      "(?i)(?:codecov)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "cohere-api-token",
    keywords: ["cohere", "co_api_key"],
    regex:
      "(?i:[\\w.-]{0,50}?(?:cohere|CO_API_KEY)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-zA-Z0-9]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  {
    id: "coinbase-access-token",
    keywords: ["coinbase"],
    regex:
      "(?i)(?:coinbase)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9_-]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "confluent-access-token",
    keywords: ["confluent"],
    regex:
      "(?i)(?:confluent)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{16})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "confluent-secret-key",
    keywords: ["confluent"],
    regex:
      "(?i)(?:confluent)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "contentful-delivery-api-token",
    keywords: ["contentful"],
    regex:
      "(?i)(?:contentful)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{43})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "curl-auth-header",
    keywords: ["curl"],
    regex:
      "\\bcurl\\b(?:.*?|.*?(?:[\\r\\n]{1,2}.*?){1,5})[ \\t\\n\\r](?:-H|--header)(?:=|[ \\t]{0,5})(?:\"(?i)(?:Authorization:[ \\t]{0,5}(?:Basic[ \\t]([a-z0-9+/]{8,}={0,3})|(?:Bearer|(?:Api-)?Token)[ \\t]([\\w=~@.+/-]{8,})|([\\w=~@.+/-]{8,}))|(?:(?:X-(?:[a-z]+-)?)?(?:Api-?)?(?:Key|Token)):[ \\t]{0,5}([\\w=~@.+/-]{8,}))\"|'(?i)(?:Authorization:[ \\t]{0,5}(?:Basic[ \\t]([a-z0-9+/]{8,}={0,3})|(?:Bearer|(?:Api-)?Token)[ \\t]([\\w=~@.+/-]{8,})|([\\w=~@.+/-]{8,}))|(?:(?:X-(?:[a-z]+-)?)?(?:Api-?)?(?:Key|Token)):[ \\t]{0,5}([\\w=~@.+/-]{8,}))')(?:\\B|\\s|\\z)",
    entropy: 2.75,
  },
  {
    id: "curl-auth-user",
    keywords: ["curl"],
    regex:
      '\\bcurl\\b(?:.*|.*(?:[\\r\\n]{1,2}.*){1,5})[ \\t\\n\\r](?:-u|--user)(?:=|[ \\t]{0,5})("(:[^"]{3,}|[^:"]{3,}:|[^:"]{3,}:[^"]{3,})"|\'([^:\']{3,}:[^\']{3,})\'|((?:"[^"]{3,}"|\'[^\']{3,}\'|[\\w$@.-]+):(?:"[^"]{3,}"|\'[^\']{3,}\'|[\\w${}@.-]+)))(?:\\s|\\z)',
    entropy: 2,
    allowed: [
      "[^:]+:(?:change(?:it|me)|pass(?:word)?|pwd|test|token|\\*+|x+)",
      "['\"]?<[^>]+>['\"]?:['\"]?<[^>]+>|<[^:]+:[^>]+>['\"]?",
      "[^:]+:\\[[^]]+]",
      "['\"]?[^:]+['\"]?:['\"]?\\$(?:\\d|\\w+|\\{(?:\\d|\\w+)})['\"]?",
      "\\$\\([^)]+\\):\\$\\([^)]+\\)",
      "['\"]?\\$?{{[^}]+}}['\"]?:['\"]?\\$?{{[^}]+}}['\"]?",
    ],
  },
  {
    id: "databricks-api-token",
    keywords: ["dapi"],
    regex: "\\b(dapi[a-f0-9]{32}(?:-\\d)?)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "datadog-access-token",
    keywords: ["datadog"],
    regex:
      "(?i)(?:datadog)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "defined-networking-api-token",
    keywords: ["dnkey"],
    regex:
      "(?i)(?:dnkey)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(dnkey-[a-z0-9=_\\-]{26}-[a-z0-9=_\\-]{52})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "digitalocean-access-token",
    keywords: ["doo_v1_"],
    regex: "\\b(doo_v1_[a-f0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  { id: "digitalocean-pat", keywords: ["dop_v1_"], regex: "\\b(dop_v1_[a-f0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 3 },
  { id: "digitalocean-refresh-token", keywords: ["dor_v1_"], regex: "(?i)\\b(dor_v1_[a-f0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)" },
  {
    id: "discord-api-token",
    keywords: ["discord"],
    regex:
      "(?i)(?:discord)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "discord-client-secret",
    keywords: ["discord"],
    regex:
      "(?i)(?:discord)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  { id: "doppler-api-token", keywords: ["dp.pt."], regex: "dp\\.pt\\.(?i)[a-z0-9]{43}", entropy: 2 },
  {
    id: "droneci-access-token",
    keywords: ["droneci"],
    regex:
      "(?i)(?:droneci)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "dropbox-api-token",
    keywords: ["dropbox"],
    regex:
      "(?i)(?:dropbox)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{15})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "dropbox-long-lived-api-token",
    keywords: ["dropbox"],
    regex:
      "(?i)(?:dropbox)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{11}(AAAAAAAAAA)[a-z0-9\\-_=]{43})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "dropbox-short-lived-api-token",
    keywords: ["dropbox"],
    regex:
      "(?i)(?:dropbox)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(sl\\.[a-z0-9\\-=_]{135})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "duffel-api-token", keywords: ["duffel_"], regex: "duffel_(?:test|live)_(?i)[a-z0-9_\\-=]{43}", entropy: 2 },
  { id: "dynatrace-api-token", keywords: ["dt0c01."], regex: "dt0c01\\.(?i)[a-z0-9]{24}\\.[a-z0-9]{64}", entropy: 4 },
  { id: "easypost-api-token", keywords: ["ezak"], regex: "\\bEZAK(?i)[a-z0-9]{54}\\b", entropy: 2 },
  { id: "easypost-test-api-token", keywords: ["eztk"], regex: "\\bEZTK(?i)[a-z0-9]{54}\\b", entropy: 2 },
  {
    id: "etsy-access-token",
    keywords: ["etsy"],
    regex:
      "(?i)(?:(?-i:ETSY|[Ee]tsy))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{24})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "facebook-access-token",
    keywords: ["facebook"],
    regex: "(?i)\\b(\\d{15,16}(\\||%)[0-9a-z\\-_]{27,40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "facebook-page-access-token",
    keywords: ["eaam", "eaac"],
    regex: "\\b(EAA[MC](?i)[a-z0-9]{100,})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  {
    id: "facebook-secret",
    keywords: ["facebook"],
    regex:
      "(?i)(?:facebook)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "fastly-api-token",
    keywords: ["fastly"],
    regex:
      "(?i)(?:fastly)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "finicity-api-token",
    keywords: ["finicity"],
    regex:
      "(?i)(?:finicity)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "finicity-client-secret",
    keywords: ["finicity"],
    regex:
      "(?i)(?:finicity)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{20})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "finnhub-access-token",
    keywords: ["finnhub"],
    regex:
      "(?i)(?:finnhub)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{20})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "flickr-access-token",
    keywords: ["flickr"],
    regex:
      "(?i)(?:flickr)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "flutterwave-encryption-key", keywords: ["flwseck_test"], regex: "FLWSECK_TEST-(?i)[a-h0-9]{12}", entropy: 2 },
  { id: "flutterwave-secret-key", keywords: ["flwseck_test"], regex: "FLWSECK_TEST-(?i)[a-h0-9]{32}-X", entropy: 2 },
  {
    id: "flyio-access-token",
    keywords: ["fo1_", "fm1", "fm2_"],
    regex:
      "\\b((?:fo1_[\\w-]{43}|fm1[ar]_[a-zA-Z0-9+\\/]{100,}={0,3}|fm2_[a-zA-Z0-9+\\/]{100,}={0,3}))(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  { id: "frameio-api-token", keywords: ["fio-u-"], regex: "fio-u-(?i)[a-z0-9\\-_=]{64}" },
  {
    id: "freshbooks-access-token",
    keywords: ["freshbooks"],
    regex:
      "(?i)(?:freshbooks)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "gcp-api-key", keywords: ["aiza"], regex: "\\b(AIza[\\w-]{35})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 4 },
  { id: "github-app-token", keywords: ["ghu_", "ghs_"], regex: "(?:ghu|ghs)_[0-9a-zA-Z]{36}", entropy: 3 },
  { id: "github-fine-grained-pat", keywords: ["github_pat_"], regex: "github_pat_\\w{82}", entropy: 3 },
  { id: "github-oauth", keywords: ["gho_"], regex: "gho_[0-9a-zA-Z]{36}", entropy: 3 },
  { id: "github-pat", keywords: ["ghp_"], regex: "ghp_[0-9a-zA-Z]{36}", entropy: 3 },
  { id: "github-refresh-token", keywords: ["ghr_"], regex: "ghr_[0-9a-zA-Z]{36}", entropy: 3 },
  { id: "gitlab-cicd-job-token", keywords: ["glcbt-"], regex: "glcbt-[0-9a-zA-Z]{1,5}_[0-9a-zA-Z_-]{20}", entropy: 3 },
  { id: "gitlab-deploy-token", keywords: ["gldt-"], regex: "gldt-[0-9a-zA-Z_\\-]{20}", entropy: 3 },
  { id: "gitlab-feature-flag-client-token", keywords: ["glffct-"], regex: "glffct-[0-9a-zA-Z_\\-]{20}", entropy: 3 },
  { id: "gitlab-feed-token", keywords: ["glft-"], regex: "glft-[0-9a-zA-Z_\\-]{20}", entropy: 3 },
  { id: "gitlab-incoming-mail-token", keywords: ["glimt-"], regex: "glimt-[0-9a-zA-Z_\\-]{25}", entropy: 3 },
  { id: "gitlab-kubernetes-agent-token", keywords: ["glagent-"], regex: "glagent-[0-9a-zA-Z_\\-]{50}", entropy: 3 },
  { id: "gitlab-oauth-app-secret", keywords: ["gloas-"], regex: "gloas-[0-9a-zA-Z_\\-]{64}", entropy: 3 },
  { id: "gitlab-pat", keywords: ["glpat-"], regex: "glpat-[\\w-]{20}", entropy: 3 },
  {
    id: "gitlab-pat-routable",
    keywords: ["glpat-"],
    regex: "\\bglpat-[0-9a-zA-Z_-]{27,300}\\.[0-9a-z]{2}[0-9a-z]{7}\\b",
    entropy: 4,
  },
  { id: "gitlab-ptt", keywords: ["glptt-"], regex: "glptt-[0-9a-f]{40}", entropy: 3 },
  { id: "gitlab-rrt", keywords: ["gr1348941"], regex: "GR1348941[\\w-]{20}", entropy: 3 },
  { id: "gitlab-runner-authentication-token", keywords: ["glrt-"], regex: "glrt-[0-9a-zA-Z_\\-]{20}", entropy: 3 },
  {
    id: "gitlab-runner-authentication-token-routable",
    keywords: ["glrt-"],
    regex: "\\bglrt-t\\d_[0-9a-zA-Z_\\-]{27,300}\\.[0-9a-z]{2}[0-9a-z]{7}\\b",
    entropy: 4,
  },
  { id: "gitlab-scim-token", keywords: ["glsoat-"], regex: "glsoat-[0-9a-zA-Z_\\-]{20}", entropy: 3 },
  { id: "gitlab-session-cookie", keywords: ["_gitlab_session="], regex: "_gitlab_session=[0-9a-z]{32}", entropy: 3 },
  {
    id: "gitter-access-token",
    keywords: ["gitter"],
    regex:
      "(?i)(?:gitter)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9_-]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "gocardless-api-token",
    keywords: ["live_", "gocardless"],
    regex:
      "(?i)(?:gocardless)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(live_(?i)[a-z0-9\\-_=]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "grafana-api-key",
    keywords: ["eyjrijoi"],
    regex: "(?i)\\b(eyJrIjoi[A-Za-z0-9]{70,400}={0,3})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "grafana-cloud-api-token",
    keywords: ["glc_"],
    regex: "(?i)\\b(glc_[A-Za-z0-9+/]{32,400}={0,3})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "grafana-service-account-token",
    keywords: ["glsa_"],
    regex: "(?i)\\b(glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "harness-api-key",
    keywords: ["pat.", "sat."],
    regex: "(?:pat|sat)\\.[a-zA-Z0-9_-]{22}\\.[a-zA-Z0-9]{24}\\.[a-zA-Z0-9]{20}",
  },
  {
    id: "hashicorp-tf-api-token",
    keywords: ["atlasv1"],
    regex: "(?i)[a-z0-9]{14}\\.(?-i:atlasv1)\\.[a-z0-9\\-_=]{60,70}",
    entropy: 3.5,
  },
  {
    id: "heroku-api-key",
    keywords: ["heroku"],
    regex:
      "(?i)(?:heroku)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "heroku-api-key-v2",
    keywords: ["hrku-aa"],
    regex: "\\b((HRKU-AA[0-9a-zA-Z_-]{58}))(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  {
    id: "hubspot-api-key",
    keywords: ["hubspot"],
    regex:
      "(?i)(?:hubspot)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "huggingface-access-token", keywords: ["hf_"], regex: "\\b(hf_(?i:[a-z]{34}))(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  {
    id: "huggingface-organization-api-token",
    keywords: ["api_org_"],
    regex: "\\b(api_org_(?i:[a-z]{34}))(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  { id: "infracost-api-token", keywords: ["ico-"], regex: "\\b(ico-[a-zA-Z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 3 },
  {
    id: "intercom-api-key",
    keywords: ["intercom"],
    regex:
      "(?i)(?:intercom)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{60})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "intra42-client-secret",
    keywords: ["intra", "s-s4t2ud-", "s-s4t2af-"],
    regex: "\\b(s-s4t2(?:ud|af)-(?i)[abcdef0123456789]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "jfrog-api-key",
    keywords: ["jfrog", "artifactory", "bintray", "xray"],
    regex:
      "(?i)(?:jfrog|artifactory|bintray|xray)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{73})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "jfrog-identity-token",
    keywords: ["jfrog", "artifactory", "bintray", "xray"],
    regex:
      "(?i)(?:jfrog|artifactory|bintray|xray)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "jwt",
    keywords: ["ey"],
    regex:
      "\\b(ey[a-zA-Z0-9]{17,}\\.ey[a-zA-Z0-9\\/\\\\_-]{17,}\\.(?:[a-zA-Z0-9\\/\\\\_-]{10,}={0,2})?)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "jwt-base64",
    keywords: ["zxlk"],
    regex:
      "\\bZXlK(?:(?P<alg>aGJHY2lPaU)|(?P<apu>aGNIVWlPaU)|(?P<apv>aGNIWWlPaU)|(?P<aud>aGRXUWlPaU)|(?P<b64>aU5qUWlP)|(?P<crit>amNtbDBJanBi)|(?P<cty>amRIa2lPaU)|(?P<epk>bGNHc2lPbn)|(?P<enc>bGJtTWlPaU)|(?P<jku>cWEzVWlPaU)|(?P<jwk>cWQyc2lPb)|(?P<iss>cGMzTWlPaU)|(?P<iv>cGRpSTZJ)|(?P<kid>cmFXUWlP)|(?P<key_ops>clpYbGZiM0J6SWpwY)|(?P<kty>cmRIa2lPaUp)|(?P<nonce>dWIyNWpaU0k2)|(?P<p2c>d01tTWlP)|(?P<p2s>d01uTWlPaU)|(?P<ppt>d2NIUWlPaU)|(?P<sub>emRXSWlPaU)|(?P<svt>emRuUWlP)|(?P<tag>MFlXY2lPaU)|(?P<typ>MGVYQWlPaUp)|(?P<url>MWNtd2l)|(?P<use>MWMyVWlPaUp)|(?P<ver>MlpYSWlPaU)|(?P<version>MlpYSnphVzl1SWpv)|(?P<x>NElqb2)|(?P<x5c>NE5XTWlP)|(?P<x5t>NE5YUWlPaU)|(?P<x5ts256>NE5YUWpVekkxTmlJNkl)|(?P<x5u>NE5YVWlPaU)|(?P<zip>NmFYQWlPaU))[a-zA-Z0-9\\/\\\\_+\\-\\r\\n]{40,}={0,2}",
    entropy: 2,
  },
  {
    id: "kraken-access-token",
    keywords: ["kraken"],
    regex:
      "(?i)(?:kraken)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9\\/=_\\+\\-]{80,90})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "kucoin-access-token",
    keywords: ["kucoin"],
    regex:
      "(?i)(?:kucoin)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{24})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "kucoin-secret-key",
    keywords: ["kucoin"],
    regex:
      "(?i)(?:kucoin)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "launchdarkly-access-token",
    keywords: ["launchdarkly"],
    regex:
      "(?i)(?:launchdarkly)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "linear-api-key", keywords: ["lin_api_"], regex: "lin_api_(?i)[a-z0-9]{40}", entropy: 2 },
  {
    id: "linear-client-secret",
    keywords: ["linear"],
    regex:
      "(?i)(?:linear)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "linkedin-client-secret",
    keywords: ["linkedin", "linked_in", "linked-in"],
    regex:
      "(?i)(?:linked[_-]?in)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{16})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "lob-api-key",
    keywords: ["test_", "live_"],
    regex:
      "(?i)(?:lob)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}((live|test)_[a-f0-9]{35})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "lob-pub-api-key",
    keywords: ["test_pub", "live_pub", "_pub"],
    regex:
      "(?i)(?:lob)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}((test|live)_pub_[a-f0-9]{31})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "looker-client-secret",
    keywords: ["looker"],
    regex:
      "(?i)(?:looker)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{24})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "mailchimp-api-key",
    keywords: ["mailchimp"],
    regex:
      "(?i)(?:MailchimpSDK.initialize|mailchimp)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{32}-us\\d\\d)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "mailgun-private-api-token",
    keywords: ["mailgun"],
    regex:
      "(?i)(?:mailgun)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(key-[a-f0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "mailgun-signing-key",
    keywords: ["mailgun"],
    regex:
      "(?i)(?:mailgun)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "mapbox-api-token",
    keywords: ["mapbox"],
    regex:
      "(?i)(?:mapbox)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(pk\\.[a-z0-9]{60}\\.[a-z0-9]{22})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "mattermost-access-token",
    keywords: ["mattermost"],
    regex:
      "(?i)(?:mattermost)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{26})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "maxmind-license-key",
    keywords: ["_mmk"],
    regex: "\\b([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  {
    id: "messagebird-api-token",
    keywords: ["messagebird", "message-bird", "message_bird"],
    regex:
      "(?i)(?:message[_-]?bird)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{25})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "microsoft-teams-webhook",
    keywords: ["webhook.office.com", "webhookb2", "incomingwebhook"],
    regex:
      "https://[a-z0-9]+\\.webhook\\.office\\.com/webhookb2/[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}@[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}",
  },
  {
    id: "netlify-access-token",
    keywords: ["netlify"],
    regex:
      "(?i)(?:netlify)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{40,46})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "new-relic-browser-api-token",
    keywords: ["nrjs-"],
    regex:
      "(?i)(?:new-relic|newrelic|new_relic)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(NRJS-[a-f0-9]{19})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "new-relic-insert-key",
    keywords: ["nrii-"],
    regex:
      "(?i)(?:new-relic|newrelic|new_relic)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(NRII-[a-z0-9-]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "new-relic-user-api-key",
    keywords: ["nrak"],
    regex:
      "(?i)(?:new-relic|newrelic|new_relic)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(NRAK-[a-z0-9]{27})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "notion-api-token",
    keywords: ["ntn_"],
    regex: "\\b(ntn_[0-9]{11}[A-Za-z0-9]{32}[A-Za-z0-9]{3})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  { id: "npm-access-token", keywords: ["npm_"], regex: "(?i)\\b(npm_[a-z0-9]{36})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  {
    id: "nytimes-access-token",
    keywords: ["nytimes", "new-york-times", "newyorktimes"],
    regex:
      "(?i)(?:nytimes|new-york-times,|newyorktimes)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9=_\\-]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "octopus-deploy-api-key", keywords: ["api-"], regex: "\\b(API-[A-Z0-9]{26})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 3 },
  {
    id: "okta-access-token",
    keywords: ["okta"],
    regex:
      "(?i:[\\w.-]{0,50}?(?:(?-i:[Oo]kta|OKTA))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(00[\\w=\\-]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 4,
  },
  {
    id: "openai-api-key",
    keywords: ["t3blbkfj"],
    regex:
      "\\b(sk-(?:proj|svcacct|admin)-(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})T3BlbkFJ(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})\\b|sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  { id: "openshift-user-token", keywords: ["sha256~"], regex: "\\b(sha256~[\\w-]{43})(?:[^\\w-]|\\z)", entropy: 3.5 },
  {
    id: "perplexity-api-key",
    keywords: ["pplx-"],
    regex: "\\b(pplx-[a-zA-Z0-9]{48})(?:[\\x60'\"\\s;]|\\\\[nr]|$|\\b)",
    entropy: 4,
  },
  {
    id: "plaid-api-token",
    keywords: ["plaid"],
    regex:
      "(?i)(?:plaid)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "plaid-secret-key",
    keywords: ["plaid"],
    regex:
      "(?i)(?:plaid)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{30})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3.5,
  },
  {
    id: "planetscale-api-token",
    keywords: ["pscale_tkn_"],
    regex: "\\b(pscale_tkn_(?i)[\\w=\\.-]{32,64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "planetscale-oauth-token",
    keywords: ["pscale_oauth_"],
    regex: "\\b(pscale_oauth_[\\w=\\.-]{32,64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "planetscale-password",
    keywords: ["pscale_pw_"],
    regex: "(?i)\\b(pscale_pw_(?i)[\\w=\\.-]{32,64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "postman-api-token",
    keywords: ["pmak-"],
    regex: "\\b(PMAK-(?i)[a-f0-9]{24}\\-[a-f0-9]{34})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  { id: "prefect-api-token", keywords: ["pnu_"], regex: "\\b(pnu_[a-zA-Z0-9]{36})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  {
    id: "private-key",
    keywords: ["-----begin"],
    regex: "(?i)-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[\\s\\S-]{64,}?KEY(?: BLOCK)?-----",
  },
  {
    id: "privateai-api-token",
    keywords: ["privateai", "private_ai", "private-ai"],
    regex:
      "(?i:[\\w.-]{0,50}?(?:private[_-]?ai)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  { id: "pulumi-api-token", keywords: ["pul-"], regex: "\\b(pul-[a-f0-9]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  { id: "pypi-upload-token", keywords: ["pypi-ageichlwas5vcmc"], regex: "pypi-AgEIcHlwaS5vcmc[\\w-]{50,1000}", entropy: 3 },
  {
    id: "rapidapi-access-token",
    keywords: ["rapidapi"],
    regex:
      "(?i)(?:rapidapi)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9_-]{50})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "readme-api-token", keywords: ["rdme_"], regex: "\\b(rdme_[a-z0-9]{70})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  {
    id: "rubygems-api-token",
    keywords: ["rubygems_"],
    regex: "\\b(rubygems_[a-f0-9]{48})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  { id: "scalingo-api-token", keywords: ["tk-us-"], regex: "\\b(tk-us-[\\w-]{48})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 2 },
  {
    id: "sendbird-access-token",
    keywords: ["sendbird"],
    regex:
      "(?i)(?:sendbird)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "sendgrid-api-token",
    keywords: ["sg."],
    regex: "\\b(SG\\.(?i)[a-z0-9=_\\-\\.]{66})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "sendinblue-api-token",
    keywords: ["xkeysib-"],
    regex: "\\b(xkeysib-[a-f0-9]{64}\\-(?i)[a-z0-9]{16})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "sentry-access-token",
    keywords: ["sentry"],
    regex:
      "(?i)(?:sentry)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "sentry-org-token",
    keywords: ["sntrys_eyjpyxqio"],
    regex:
      "\\bsntrys_eyJpYXQiO[a-zA-Z0-9+/]{10,200}(?:LCJyZWdpb25fdXJs|InJlZ2lvbl91cmwi|cmVnaW9uX3VybCI6)[a-zA-Z0-9+/]{10,200}={0,2}_[a-zA-Z0-9+/]{43}(?:[^a-zA-Z0-9+/]|\\z)",
    entropy: 4.5,
  },
  {
    id: "sentry-user-token",
    keywords: ["sntryu_"],
    regex: "\\b(sntryu_[a-f0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3.5,
  },
  {
    id: "settlemint-application-access-token",
    keywords: ["sm_aat"],
    regex: "\\b(sm_aat_[a-zA-Z0-9]{16})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "settlemint-personal-access-token",
    keywords: ["sm_pat"],
    regex: "\\b(sm_pat_[a-zA-Z0-9]{16})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "settlemint-service-access-token",
    keywords: ["sm_sat"],
    regex: "\\b(sm_sat_[a-zA-Z0-9]{16})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "shippo-api-token",
    keywords: ["shippo_"],
    regex: "\\b(shippo_(?:live|test)_[a-fA-F0-9]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  { id: "shopify-access-token", keywords: ["shpat_"], regex: "shpat_[a-fA-F0-9]{32}", entropy: 2 },
  { id: "shopify-custom-access-token", keywords: ["shpca_"], regex: "shpca_[a-fA-F0-9]{32}", entropy: 2 },
  { id: "shopify-private-app-access-token", keywords: ["shppa_"], regex: "shppa_[a-fA-F0-9]{32}", entropy: 2 },
  { id: "shopify-shared-secret", keywords: ["shpss_"], regex: "shpss_[a-fA-F0-9]{32}", entropy: 2 },
  {
    id: "sidekiq-secret",
    keywords: ["bundle_enterprise__contribsys__com", "bundle_gems__contribsys__com"],
    regex:
      "(?i)(?:BUNDLE_ENTERPRISE__CONTRIBSYS__COM|BUNDLE_GEMS__CONTRIBSYS__COM)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-f0-9]{8}:[a-f0-9]{8})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "sidekiq-sensitive-url",
    keywords: ["gems.contribsys.com", "enterprise.contribsys.com"],
    regex: "(?i)\\bhttps?://([a-f0-9]{8}:[a-f0-9]{8})@(?:gems.contribsys.com|enterprise.contribsys.com)(?:[\\/|\\#|\\?|:]|$)",
  },
  { id: "slack-app-token", keywords: ["xapp"], regex: "(?i)xapp-\\d-[A-Z0-9]+-\\d+-[a-z0-9]+", entropy: 2 },
  { id: "slack-bot-token", keywords: ["xoxb"], regex: "xoxb-[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*", entropy: 3 },
  {
    id: "slack-config-access-token",
    keywords: ["xoxe.xoxb-", "xoxe.xoxp-"],
    regex: "(?i)xoxe.xox[bp]-\\d-[A-Z0-9]{163,166}",
    entropy: 2,
  },
  { id: "slack-config-refresh-token", keywords: ["xoxe-"], regex: "(?i)xoxe-\\d-[A-Z0-9]{146}", entropy: 2 },
  { id: "slack-legacy-bot-token", keywords: ["xoxb"], regex: "xoxb-[0-9]{8,14}-[a-zA-Z0-9]{18,26}", entropy: 2 },
  { id: "slack-legacy-token", keywords: ["xoxo", "xoxs"], regex: "xox[os]-\\d+-\\d+-\\d+-[a-fA-F\\d]+", entropy: 2 },
  { id: "slack-legacy-workspace-token", keywords: ["xoxa", "xoxr"], regex: "xox[ar]-(?:\\d-)?[0-9a-zA-Z]{8,48}", entropy: 2 },
  { id: "slack-user-token", keywords: ["xoxp-", "xoxe-"], regex: "xox[pe](?:-[0-9]{10,13}){3}-[a-zA-Z0-9-]{28,34}", entropy: 2 },
  {
    id: "slack-webhook-url",
    keywords: ["hooks.slack.com"],
    regex: "(?:https?://)?hooks.slack.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56}",
  },
  {
    id: "snyk-api-token",
    keywords: ["snyk"],
    regex:
      "(?i)(?:snyk[_.-]?(?:(?:api|oauth)[_.-]?)?(?:key|token))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "sonar-api-token",
    keywords: ["sonar"],
    regex:
      "(?i)(?:sonar[_.-]?(login|token))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}((?:squ_|sqp_|sqa_)?[a-z0-9=_\\-]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    group: 2,
  },
  {
    id: "sourcegraph-access-token",
    keywords: ["sgp_", "sourcegraph"],
    regex:
      "(?i)\\b(\\b(sgp_(?:[a-fA-F0-9]{16}|local)_[a-fA-F0-9]{40}|sgp_[a-fA-F0-9]{40}|[a-fA-F0-9]{40})\\b)(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "square-access-token",
    keywords: ["sq0atp-", "eaaa"],
    regex: "\\b((?:EAAA|sq0atp-)[\\w-]{22,60})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "squarespace-access-token",
    keywords: ["squarespace"],
    regex:
      "(?i)(?:squarespace)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "stripe-access-token",
    keywords: ["sk_test", "sk_live", "sk_prod", "rk_test", "rk_live", "rk_prod"],
    regex: "\\b((?:sk|rk)_(?:test|live|prod)_[a-zA-Z0-9]{10,99})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 2,
  },
  {
    id: "sumologic-access-token",
    keywords: ["sumo"],
    regex:
      "(?i)(?:(?-i:[Ss]umo|SUMO))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{64})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3,
  },
  {
    id: "telegram-bot-api-token",
    keywords: ["telegr"],
    regex:
      "(?i)(?:telegr)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9]{5,16}:(?-i:A)[a-z0-9_\\-]{34})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "travisci-access-token",
    keywords: ["travis"],
    regex:
      "(?i)(?:travis)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{22})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "twilio-api-key", keywords: ["sk"], regex: "SK[0-9a-fA-F]{32}", entropy: 3 },
  {
    id: "twitch-api-token",
    keywords: ["twitch"],
    regex:
      "(?i)(?:twitch)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{30})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "twitter-access-secret",
    keywords: ["twitter"],
    regex:
      "(?i)(?:twitter)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{45})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "twitter-access-token",
    keywords: ["twitter"],
    regex:
      "(?i)(?:twitter)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9]{15,25}-[a-zA-Z0-9]{20,40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "twitter-api-key",
    keywords: ["twitter"],
    regex:
      "(?i)(?:twitter)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{25})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "twitter-api-secret",
    keywords: ["twitter"],
    regex:
      "(?i)(?:twitter)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{50})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "twitter-bearer-token",
    keywords: ["twitter"],
    regex:
      "(?i)(?:twitter)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(A{22}[a-zA-Z0-9%]{80,100})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "typeform-api-token",
    keywords: ["tfp_"],
    regex:
      "(?i)(?:typeform)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(tfp_[a-z0-9\\-_\\.=]{59})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  { id: "vault-batch-token", keywords: ["hvb."], regex: "\\b(hvb\\.[\\w-]{138,300})(?:[\\x60'\"\\s;]|\\\\[nr]|$)", entropy: 4 },
  {
    id: "vault-service-token",
    keywords: ["hvs.", "s."],
    regex: "\\b((?:hvs\\.[\\w-]{90,120}|s\\.(?i:[a-z0-9]{24})))(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
    entropy: 3.5,
    allowed: ["s\\.[A-Za-z]{24}"],
  },
  {
    id: "yandex-access-token",
    keywords: ["yandex"],
    regex:
      "(?i)(?:yandex)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(t1\\.[A-Z0-9a-z_-]+[=]{0,2}\\.[A-Z0-9a-z_-]{86}[=]{0,2})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "yandex-api-key",
    keywords: ["yandex"],
    regex:
      "(?i)(?:yandex)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(AQVN[A-Za-z0-9_\\-]{35,38})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "yandex-aws-access-token",
    keywords: ["yandex"],
    regex:
      "(?i)(?:yandex)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(YC[a-zA-Z0-9_\\-]{38})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
  {
    id: "zendesk-secret-key",
    keywords: ["zendesk"],
    regex:
      "(?i)(?:zendesk)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{40})(?:[\\x60'\"\\s;]|\\\\[nr]|$)",
  },
];
