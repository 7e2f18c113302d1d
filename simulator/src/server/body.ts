/** Reads request bodies with limits on memory and time. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { parse as parseJson } from "secure-json-parse";
import type { UploadedFile } from "../operation";
import { invalid, ServiceError } from "../refusal";
import { markIntegers } from "./integers";

const maximumBodyBytes = 12 * 1024 * 1024;
/** Additional bytes that are read and discarded, so that the sender gets a response. */
const drainBytes = 4 * maximumBodyBytes;
const maximumDepth = 64;

const tooLarge = () => new ServiceError(413, "CB.00060200", "The request body is larger than 12 MB.");

/** The bytes of the body. Rejects if there are too many, or if the sender disconnects. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    bytes += piece.length;
    if (bytes <= maximumBodyBytes) chunks.push(piece);
    if (bytes > drainBytes) break;
  }
  if (bytes > maximumBodyBytes) throw tooLarge();
  return Buffer.concat(chunks);
}

/** Refuses excessive nesting; without recursion, because the nesting may be deep. */
function checkDepth(root: unknown): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maximumDepth) throw invalid(`The body is nested more than ${maximumDepth} levels deep.`);
    if (level.some((value) => typeof value === "number" && !Number.isFinite(value)))
      throw invalid("The body holds a number that is too large.");
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
}

export function parseJsonBody(body: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw invalid("The body is not valid UTF-8.");
  }
  if (text.includes("\\u0000integer:")) throw invalid("The body holds control characters.");
  let value: unknown;
  try {
    value = parseJson(markIntegers(text), null, { protoAction: "error", constructorAction: "error" });
  } catch {
    throw invalid("The body is not valid JSON.");
  }
  checkDepth(value);
  return value;
}

export interface Form {
  fields: Record<string, string>;
  file?: UploadedFile;
}

/** Parts of a multipart form. The part named `file` is the file, with or without a file name. */
export function parseForm(headers: IncomingHttpHeaders, body: Buffer): Promise<Form> {
  const contentType = headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType)) throw invalid("The body must be multipart/form-data.");
  return new Promise((resolve, reject) => {
    const refuse = () => reject(invalid("The multipart body is broken."));
    const fields = new Map<string, string>();
    const files: UploadedFile[] = [];
    let form: BusboyInstance;
    try {
      form = new Busboy({
        headers: { ...headers, "content-type": contentType },
        limits: { parts: 20, fieldSize: 65_536, headerPairs: 50 },
        isPartAFile: (name, _type, fileName) => name === "file" || fileName !== undefined,
      });
    } catch {
      return refuse();
    }
    form.on("field", (name, value) => fields.set(name, value));
    form.on("file", (name, stream, fileName) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", refuse);
      stream.on("end", () => {
        if (name === "file") files.push({ name: fileName ?? "", content: Buffer.concat(chunks) });
        else fields.set(name, "");
      });
    });
    form.on("error", refuse);
    form.on("partsLimit", refuse);
    form.on("finish", () => {
      if (files.length > 1) return reject(new ServiceError(400, "CB.00060213", "Too many files in one upload."));
      resolve({ fields: Object.fromEntries(fields), file: files[0] });
    });
    form.end(body);
  });
}
