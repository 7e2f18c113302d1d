/** Sends a response, damaged if a fault applies. */
import type { FastifyReply } from "fastify";
import { damaged } from "../damage";
import type { FaultAction } from "../faults";
import { type Answer, jsonAnswer } from "./exchange";

/** The response of a fault instead of acting; undefined if the request is processed. */
export function answerInstead(fault: FaultAction): Answer | undefined {
  const { respond, errorCode, throttle, html } = fault;
  if (respond) {
    const text = typeof respond.body === "string";
    const answer = jsonAnswer(respond.status, respond.body ?? {}, respond.headers);
    return text
      ? { ...answer, headers: { "content-type": "text/plain", ...respond.headers }, body: String(respond.body) }
      : answer;
  }
  if (errorCode) return jsonAnswer(200, { error_code: errorCode.code, error_msg: errorCode.message });
  if (throttle) {
    const { retryAfter } = throttle;
    const body = { error_code: "CB.00060211", error_msg: "Too many requests. Try again later." };
    return retryAfter === undefined ? jsonAnswer(400, body) : jsonAnswer(429, body, { "retry-after": String(retryAfter) });
  }
  if (html !== undefined) {
    const body = `<html>\r\n<head><title>${html}</title></head>\r\n<body><center><h1>${html}</h1></center></body>\r\n</html>\r\n`;
    return { status: html, headers: { "content-type": "text/html" }, body };
  }
  return undefined;
}

/** Damages a successful response; errors are not changed. */
export function spoiled(answer: Answer, fault: FaultAction | undefined): Answer {
  const { body, status } = answer;
  if (fault?.damage === undefined || status >= 300 || typeof body !== "string" || body === "") return answer;
  return { ...answer, body: damaged(body, fault.damage) };
}

/** True if the fault closes the connection before acting. */
export function cutBefore(reply: FastifyReply, fault: FaultAction): boolean {
  const { socket } = reply.raw;
  if (!fault.reset && fault.drop !== "before") return false;
  reply.hijack();
  if (fault.reset) socket?.resetAndDestroy();
  else socket?.destroy();
  return true;
}

function writeHead(reply: FastifyReply, answer: Answer, bytes: number): void {
  reply.hijack();
  reply.raw.writeHead(answer.status, { ...answer.headers, "content-length": bytes });
}

async function sendSlowly(reply: FastifyReply, answer: Answer, bytesPerSecond: number): Promise<void> {
  const bytes = Buffer.from(answer.body);
  const piece = Math.max(1, Math.round(bytesPerSecond / 10));
  writeHead(reply, answer, bytes.length);
  for (let at = 0; at < bytes.length && !reply.raw.destroyed; at += piece) {
    reply.raw.write(bytes.subarray(at, at + piece));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  reply.raw.end();
}

function sendTruncated(reply: FastifyReply, answer: Answer, kept: number): void {
  const bytes = Buffer.from(answer.body);
  writeHead(reply, answer, bytes.length);
  reply.raw.write(bytes.subarray(0, Math.min(kept, Math.max(0, bytes.length - 1))), () => reply.raw.socket?.destroy());
}

export async function send(reply: FastifyReply, answer: Answer, fault: FaultAction | undefined): Promise<void> {
  if (fault?.drop === "after") {
    reply.hijack();
    reply.raw.socket?.destroy();
  } else if (fault?.truncate !== undefined) sendTruncated(reply, answer, fault.truncate);
  else if (fault?.slowBody !== undefined) await sendSlowly(reply, answer, fault.slowBody);
  else await reply.code(answer.status).headers(answer.headers).send(answer.body);
}
