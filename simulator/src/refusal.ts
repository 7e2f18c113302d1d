/** A refusal in the service's own form. Codes that the contract does not know start with `SIM.`, so nobody takes them for the service's. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const invalid = (message: string) => new Refusal(400, "CB.00060200", message);
export const jobMissing = () => new Refusal(422, "DEVCB.00031006", "The build task does not exist.");
export const templateMissing = () => new Refusal(422, "DEV.CB.0520002", "The template does not exist.");
export const missing = (what: string) => new Refusal(400, "CB.00060200", `${what} does not exist.`);
export const noSuchUrl = () => new Refusal(404, "CB.00060214", "The URL does not exist.");
export const unauthorized = (message: string) =>
  new Refusal(401, "APIGW.0301", `Incorrect IAM authentication information: ${message}`);
export const forbidden = (message: string) => new Refusal(403, "SIM.CB.FORBIDDEN", message);
export const overQuota = (message: string) => new Refusal(400, "SIM.CB.QUOTA", message);
