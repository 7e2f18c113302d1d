/** HTTPS through a proxy with a certificate of one's own, in a process of its own: both are said by the environment. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { proxyFor } from "../../../provider/client/proxy";
import { bareEnvironment, run } from "../../../tools/lib/process";

const root = join(__dirname, "../../..");
const host = "cloudbuild-ext.cn-north-4.myhuaweicloud.com";

/** Makes four calls, one after the other, and a create whose answer is lost, on a connection in use and on a new one; says how they went. */
const program = `
import { createClient } from ${JSON.stringify(join(root, "provider/create-client.ts"))};
const client = createClient({ region: "cn-north-4", accessKey: "AK", secretKey: "made-up-secret", retries: 1, timeout: 10 });
const ask = () => client.jobs.checkCountLimit().catch(String);
const job = { project_id: "${"0".repeat(32)}", job_name: "api", arch: "x86-64", steps: [] };
const create = () => client.jobs.create(job).catch(({ code, happened }) => \`\${code} \${happened}\`);
ask().then(async (first) => {
  console.log(first, await ask(), await ask(), await ask());
  if (process.argv[2] === "create") console.log(await create(), await create());
});
`;

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
}

/** A proxy that leads every tunnel to our own service, whatever host is asked for; notes which were. */
function createProxy(servicePort: number, tunnels: string[]): Server {
  return createServer().on("connect", (request, client, head) => {
    tunnels.push(request.url ?? "");
    const upstream = connect(servicePort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on("error", () => undefined);
  });
}

test("HTTPS_PROXY and NODE_EXTRA_CA_CERTS: calls share a tunnel, a lost answer leaves a create open, refusals say why", async () => {
  const altNames = [{ type: 2 as const, value: host }];
  const pems = await generate([{ name: "commonName", value: host }], { extensions: [{ name: "subjectAltName", altNames }] });
  let creates = 0;
  const service = createTlsServer({ key: pems.private, cert: pems.cert }, async (request, response) => {
    for await (const _ of request);
    if (request.method === "POST") {
      creates += 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" }).end('{"result":true,"status":"success"}');
  });
  const tunnels: string[] = [];
  const proxy = createProxy(await listen(service), tunnels);
  const guardedProxy = createServer().on("connect", (_, client) =>
    client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
  );
  const folder = mkdtempSync(join(tmpdir(), "codearts-proxy-"));
  try {
    const HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`;
    const file = join(folder, "program.ts");
    const certificate = join(folder, "own-ca.pem");
    writeFileSync(file, program);
    writeFileSync(certificate, pems.cert);
    const call = (more: NodeJS.ProcessEnv, ...args: string[]) =>
      run(process.execPath, ["--import", "tsx", file, ...args], {
        cwd: root,
        env: { ...bareEnvironment(folder), HTTPS_PROXY, ...more },
      });
    const trusting = await call({ NODE_EXTRA_CA_CERTS: certificate }, "create");
    expect(trusting.stdout.trim().split("\n")).toEqual(["true true true true", "ECONNRESET unknown ECONNRESET unknown"]);
    expect(creates).toBe(2);
    expect(tunnels).toEqual([`${host}:443`, `${host}:443`]);
    const wary = await call({});
    expect(wary.stdout).toContain(`the certificate of https://${host} is not trusted`);
    expect(wary.stdout).toContain("set NODE_EXTRA_CA_CERTS");
    const guarded = await call({ HTTPS_PROXY: `http://127.0.0.1:${await listen(guardedProxy)}` });
    expect(guarded.stdout).toContain(`the proxy refused the connection to https://${host} (HTTP 407). Check HTTPS_PROXY`);
  } finally {
    proxy.close();
    guardedProxy.close();
    service.closeAllConnections();
    service.close();
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [undefined, "http://proxy.example.com:3128"],
  ["", "http://proxy.example.com:3128"],
  ["*", undefined],
  ["myhuaweicloud.com", undefined],
  [".myhuaweicloud.com", undefined],
  ["*.myhuaweicloud.com", undefined],
  ["huaweicloud.com", "http://proxy.example.com:3128"],
  [`other.example.com, ${host}`, undefined],
  [`${host}:443`, undefined],
  [`${host}:8443`, "http://proxy.example.com:3128"],
  [host.toUpperCase(), undefined],
])("NO_PROXY=%s", (bypass, expected) => {
  const url = new URL(`https://${host}/v1/job`);
  expect(proxyFor(url, { https: "proxy.example.com:3128", bypass })).toBe(expected);
  expect(proxyFor(url, { bypass })).toBeUndefined();
});
