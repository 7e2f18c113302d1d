/** An error in the service's own form. Codes that are not in the contract start with `SIM.`, to distinguish them from the service's. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The body is a JSON text inside a JSON string. */
    readonly asText = false,
  ) {
    super(message);
  }
}

export const invalid = (message: string) => new ServiceError(400, "CB.00060200", message);
export const jobMissing = () => new ServiceError(422, "DEVCB.00031006", "The build task does not exist.");
export const templateMissing = () => new ServiceError(422, "DEV.CB.0520002", "The template does not exist.");
export const missing = (what: string) => new ServiceError(400, "CB.00060200", `${what} does not exist.`);
export const notRunning = () => new ServiceError(400, "DEV.CB.032302", "The build has finished and cannot be stopped.", true);
export const noHistory = () => new ServiceError(403, "CB.00031059", "The build has no history.");
export const noLog = () => new ServiceError(500, "CB.00030004", "The log cannot be read.");
export const windowTooLong = () => new ServiceError(400, "CB.00031105", "The time range may not exceed 31 days.");
export const noSuchUrl = () => new ServiceError(404, "CB.00060214", "The URL does not exist.");
export const unauthorized = (message: string) =>
  new ServiceError(401, "APIGW.0301", `Incorrect IAM authentication information: ${message}`);
export const forbidden = (message: string) => new ServiceError(403, "SIM.CB.FORBIDDEN", message);
export const overQuota = (message: string) => new ServiceError(400, "SIM.CB.QUOTA", message);
