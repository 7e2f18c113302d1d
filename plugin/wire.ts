/** Converts properties between Pulumi's protocol and the lifecycle. */
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isObject, isSecret, type Path, secretMark, unknownMark } from "../provider/pulumi-wire";

export type Props = Record<string, unknown>;

export interface Received {
  /** Without secret marks, as the lifecycle expects them. */
  readonly props: Props;
  /** Paths of the secrets. */
  readonly secrets: readonly Path[];
}

/** Takes the properties out of a message: HTTP/2 may keep a finished call, with its message, until a major garbage collection. */
export function received(struct: Struct | undefined): Received {
  const secrets: Path[] = [];
  const open = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => open(item, [...path, index]));
    if (!isObject(value)) return value;
    if (isSecret(value)) {
      secrets.push(path);
      return open(value.value, path);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, open(item, [...path, key])]));
  };
  const props = open(struct?.toJavaScript() ?? {}, []) as Props;
  struct?.getFieldsMap().clear();
  return { props, secrets };
}

/** Omits undefined, which the protocol does not have. */
export function sent(props: Props): Struct {
  const plain = (value: unknown): unknown => {
    if (typeof value === "bigint") return String(value);
    if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, plain(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  return Struct.fromJavaScript(plain(props) as Record<string, JavaScriptValue>);
}

/** The received properties with their marks, for a preview, in which computed outputs are unknown. */
export function foreseen(struct: Struct | undefined, computed: readonly string[]): Struct {
  const known = (struct?.toJavaScript() ?? {}) as Props;
  return sent({ ...known, ...Object.fromEntries(computed.map((key) => [key, unknownMark])) });
}

export const asSecret = (value: unknown) => (isSecret(value) ? value : { ...secretMark, value });

/** Whether a value is secret or inside a secret. */
export const isWithin = (path: Path, secrets: readonly Path[]): boolean =>
  secrets.some((secret) => secret.every((part, index) => part === path[index]));
