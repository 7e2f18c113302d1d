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
 * What the engine shows of a failure. The dynamic-provider process also writes `${error}: ${error.stack}` to the terminal;
 * both are short here, because a stack trace tells a user nothing about their program.
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

/** Made, but not finished: the engine records the object with its id and shows `reasons`. */
export class HalfMadeError extends LifecycleError {
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

/** Words a failure for the person who ran the deployment: the service's refusal, or our own mistake. */
export function reasonOf(error: unknown): string {
  if (error instanceof CodeArtsError) return error.message;
  if (error instanceof Refusal) return error.message;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `a mistake in pulumi-codearts, please report it with this line: ${what}`;
}

/** A decision of ours not to go on, in words that need nothing added but the subject. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What leaves the provider: worded, and cleaned of secrets by `clean`. */
export function explained<I>(
  action: Action,
  kind: Named<I>,
  inputs: Partial<I>,
  error: unknown,
  clean: (text: string) => string,
): LifecycleError {
  // The words of ours in front are no place for a secret, and stay readable where one is spelt the same.
  const cleanSubject = (text: string) => text.replace(/^(\w+ codearts:\w+ )(.*)$/s, (_, ours, rest) => ours + clean(rest));
  if (error instanceof HalfMadeError) {
    error.message = cleanSubject(error.message);
    error.subject = cleanSubject(error.subject);
    error.reasons.splice(0, error.reasons.length, error.message);
    return error;
  }
  return new LifecycleError(cleanSubject(subject(action, kind, inputs)), clean(reasonOf(error)));
}
