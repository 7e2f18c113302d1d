/** A service of our own making over a real socket: answers what a test says, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Client, type ClientOptions, CodeArtsError, createClient } from "../../../provider/create-client";

export interface Asked {
  method: string;
  /** Path with query, as it was on the wire. */
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** An object goes out as JSON, text and bytes as they are. */
  body?: unknown;
  /** Breaks the connection: before any answer, or in the middle of the body. */
  breaks?: "before" | "inside";
  /** Never answers. */
  silent?: boolean;
  /** Falls silent after the body, although more is announced. */
  stays?: boolean;
}

export type Answering = (asked: Asked, index: number) => Reply | Promise<Reply>;

export interface Service {
  url: string;
  asked: Asked[];
  /** Connections that were opened, and the most that were open at once. */
  sockets: { opened: number; most: number };
  /** The first connection's end. */
  closed: Promise<void>;
}

export const keys = { accessKey: "EXAMPLEACCESSKEYID01", secretKey: "ExampleSecretKey0123456789abcdefghijklmn" };
export const jobId = "0123456789abcdef0123456789abcdef";
export const projectId = "fedcba9876543210fedcba9876543210";

export async function withService<T>(answering: Answering | Reply[], use: (service: Service) => Promise<T>): Promise<T> {
  const asked: Asked[] = [];
  const sockets = { opened: 0, most: 0 };
  const open = new Set<Socket>();
  let end = () => {};
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: target = "", headers } = request;
    const index = asked.push({ method, target, headers, body: Buffer.concat(chunks).toString("utf8"), at: Date.now() }) - 1;
    const last = asked[index] as Asked;
    const reply = Array.isArray(answering)
      ? (answering[index] ?? { status: 599, body: "not expected" })
      : await answering(last, index);
    send(reply, response);
  });
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    sockets.opened += 1;
    sockets.most = Math.max(sockets.most, open.size);
    socket.on("close", () => {
      open.delete(socket);
      end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await use({ url: `http://127.0.0.1:${port}`, asked, sockets, closed });
  } finally {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

function send(reply: Reply, response: ServerResponse): void {
  if (reply.silent) return;
  if (reply.breaks === "before") {
    response.socket?.destroy();
    return;
  }
  const isRaw = typeof reply.body === "string" || reply.body instanceof Uint8Array;
  const type = isRaw ? "text/plain" : "application/json";
  const body = isRaw
    ? Buffer.from(reply.body as string)
    : Buffer.from(reply.body === undefined ? "" : JSON.stringify(reply.body));
  response.writeHead(reply.status ?? 200, { "content-type": type, "x-request-id": "request-1", ...reply.headers });
  if (reply.stays) {
    response.write(body);
    return;
  }
  if (reply.breaks === "inside") {
    response.write(body, () => response.socket?.destroy());
    return;
  }
  response.end(body);
}

/** A client of that service: three retries, so that tests are soon over. */
export function clientOf(service: Service, options: ClientOptions = {}): Client {
  return createClient({ region: "cn-north-4", ...keys, endpoints: everywhere(service), retries: 3, timeout: 20, ...options });
}

function everywhere({ url }: Service) {
  return { build: url, hss: url, iam: url };
}

/** The error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<CodeArtsError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CodeArtsError) return error;
    throw error;
  }
  throw new Error("the call did not fail");
}

export const success = (result: unknown): Reply => ({ body: { result, error: null, status: "success" } });
