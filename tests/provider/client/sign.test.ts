/** The vectors of contract/signing.md, made by the official signer, read from that file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encode, sign } from "../../../provider/client/sign";

const keys = { accessKey: "EXAMPLEACCESSKEYID01", secretKey: "ExampleSecretKey0123456789abcdefghijklmn" };
const now = new Date("2025-01-15T08:00:00Z");

interface Vector {
  name: string;
  request: string;
  canonicalRequest: string;
  stringToSign: string;
  authorization: string;
}

function readVectors(): Vector[] {
  const text = readFileSync(join(__dirname, "../../../contract/signing.md"), "utf8");
  return text
    .split(/^### \d+\. /m)
    .slice(1)
    .map((section) => {
      const blocks = [...section.matchAll(/```\w+\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");
      const [request = "", canonicalRequest = "", stringToSign = "", authorization = ""] = blocks;
      return { name: section.split("\n")[0] ?? "", request, canonicalRequest, stringToSign, authorization };
    });
}

function parse(request: string) {
  const [head = "", body] = request.split("\n\n");
  const [line = "", ...headerLines] = head.split("\n");
  const [method = "", address = ""] = line.split(" ");
  const all = Object.fromEntries(headerLines.map((text) => text.split(": ") as [string, string]));
  const { "X-Sdk-Date": _date, "X-Security-Token": securityToken, ...headers } = all;
  return { request: { method, url: new URL(address), headers, body }, securityToken };
}

test("the contract has its three vectors", () => {
  expect(readVectors()).toHaveLength(3);
});

test.each(readVectors())("vector: $name", (vector) => {
  const { request, securityToken } = parse(vector.request);
  const signed = sign(request, { ...keys, securityToken }, now);
  expect(signed.canonicalRequest).toBe(vector.canonicalRequest);
  expect(signed.stringToSign).toBe(vector.stringToSign);
  expect(signed.headers.Authorization).toBe(vector.authorization);
});

const plain = { method: "GET", headers: { "content-type": "application/json" } };

test("repeated keys are sorted by value before they are encoded, spaces are %20, Chinese is UTF-8", () => {
  const url = new URL("https://host/v1/job?b=release%2F1&b=release-1&name=%E6%9E%84%E5%BB%BA%20%E4%BB%BB&a=x%2By");
  const [, , query] = sign({ ...plain, url }, keys, now).canonicalRequest.split("\n");
  expect(query).toBe("a=x%2By&b=release-1&b=release%2F1&name=%E6%9E%84%E5%BB%BA%20%E4%BB%BB");
});

test("a form is signed without its Content-Type and with UNSIGNED-PAYLOAD for its body", () => {
  const headers = { "Content-Type": "multipart/form-data; boundary=x", "X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD" };
  const signed = sign({ method: "POST", url: new URL("https://host/v2/keystore/upload"), headers, body: "bytes" }, keys, now);
  expect(signed.canonicalRequest.split("\n")).toEqual([
    "POST",
    "/v2/keystore/upload/",
    "",
    "host:host",
    "x-sdk-content-sha256:UNSIGNED-PAYLOAD",
    "x-sdk-date:20250115T080000Z",
    "",
    "host;x-sdk-content-sha256;x-sdk-date",
    "UNSIGNED-PAYLOAD",
  ]);
  expect(signed.headers["Content-Type"]).toBe("multipart/form-data; boundary=x");
});

test("an empty body is hashed as the empty string, and a port that is not the default one is part of Host", () => {
  const signed = sign({ ...plain, url: new URL("http://127.0.0.1:8080/v1/x") }, keys, now);
  expect(signed.canonicalRequest).toContain("host:127.0.0.1:8080\n");
  expect(signed.canonicalRequest.endsWith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")).toBe(true);
});

test("what encodeURIComponent leaves bare is encoded too", () => {
  expect(encode("a!'()*~-_.b/ ")).toBe("a%21%27%28%29%2A~-_.b%2F%20");
});
