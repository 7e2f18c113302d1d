/** Builds a multipart/form-data body in memory: files are small, and a retry sends the same bytes. */
import { randomUUID } from "node:crypto";
import { inputError } from "./errors";

/** A file in a form. */
export interface UploadFile {
  /** File name to store in the service. */
  name: string;
  content: Uint8Array;
}

/** The service requires the file to be the last field. */
const order = ["privacy", "description", "file"];

function isUploadFile(value: unknown): value is UploadFile {
  return typeof value === "object" && value !== null && "content" in value && value.content instanceof Uint8Array;
}

export function writeMultipart(form: Record<string, unknown>): { body: Buffer; contentType: string } {
  const boundary = `----codearts-${randomUUID()}`;
  const names = Object.keys(form).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const parts = names
    .filter((name) => form[name] !== undefined && form[name] !== null)
    .map((name) => writePart(boundary, name, form[name]));
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}

function writePart(boundary: string, name: string, value: unknown): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"`;
  if (isUploadFile(value)) {
    const type = "\r\nContent-Type: application/octet-stream\r\n\r\n";
    return Buffer.concat([Buffer.from(`${head}; filename="${quote(value.name)}"${type}`), value.content, Buffer.from("\r\n")]);
  }
  if (typeof value === "object")
    throw inputError(`The form field ${name} must be text, or a file as { name, content: Uint8Array }.`);
  return Buffer.from(`${head}\r\n\r\n${String(value)}\r\n`);
}

/** Like browsers: escapes the three characters that would break the header; everything else is UTF-8. */
function quote(text: string): string {
  return text.replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/"/g, "%22");
}
