import { CodeArtsError } from "../client/errors";
import type { Kind, Outputs } from "./kind";
import { readable } from "./values";

type Action = "check" | "preview" | "create" | "read" | "update" | "delete";
type Named<I> = Pick<Kind<never, never>, "name"> & {
  label(inputs: Partial<I>): string;
  place?(inputs: Partial<I>): string | undefined;
};

/** `create codearts:BuildJob "api" in project 4b1f…` */
export function subject<I>(action: Action, kind: Named<I>, inputs: Partial<I>): string {
  const place = kind.place?.(inputs);
  return `${action} codearts:${kind.name} ${JSON.stringify(kind.label(inputs))}${place ? ` in ${place}` : ""}`;
}

/**
 * An error as shown by the engine. The dynamic-provider process also prints `${error}: ${error.stack}`; both are short here,
 * because our stack trace does not help a user.
 */
export class LifecycleError extends Error {
  constructor(
    public subject: string,
    why: string,
  ) {
    super(readable(`${subject}: ${why}`));
    this.stack = "failed";
  }

  override toString(): string {
    return readable(this.subject);
  }
}

/** Created but not finished: the engine records the object with its id and shows `reasons`. */
export class PartiallyCreatedError extends LifecycleError {
  readonly reasons: string[];

  constructor(
    subject: string,
    why: string,
    readonly id: string,
    readonly properties: Outputs,
  ) {
    super(subject, why);
    this.reasons = [this.message];
  }
}

/** Words a failure for the user of the deployment: the service's refusal, or a bug of ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof CodeArtsError) return error.message;
  if (error instanceof Refusal) return error.message;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `a bug in pulumi-codearts; please report it with this line: ${what}`;
}

/** A deliberate refusal with a complete message, to which only the subject is added. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The error that leaves the provider: worded, and with secrets removed by `clean`. */
export function explained<I>(
  action: Action,
  kind: Named<I>,
  inputs: Partial<I>,
  error: unknown,
  clean: (text: string) => string,
): LifecycleError {
  // Our own words in front contain no secret, and stay readable even if a secret equals one of them.
  const cleanSubject = (text: string) => text.replace(/^(\w+ codearts:\w+ )(.*)$/s, (_, ours, rest) => ours + clean(rest));
  if (error instanceof PartiallyCreatedError) {
    error.message = cleanSubject(error.message);
    error.subject = cleanSubject(error.subject);
    error.reasons.splice(0, error.reasons.length, error.message);
    return error;
  }
  return new LifecycleError(cleanSubject(subject(action, kind, inputs)), clean(reasonOf(error)));
}
