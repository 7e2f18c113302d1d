/** Resource operations: connects Pulumi's requests to the lifecycle of the kinds. */
import type { dynamic } from "@pulumi/pulumi";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as providers from "../provider";
import { surroundings } from "../provider/client/surroundings";
import { type Handle, kinds } from "../provider/kinds";
import { Refusal } from "../provider/lifecycle/errors";
import { classOfType, formatPath, isUnknown, type Path, splitUrn } from "../provider/pulumi-wire";
import { hint } from "../provider/shared/nearest";
import type { Engine } from "./engine";
import { unary } from "./rpc";
import { foreseen, isWithin, type Props, received, sent } from "./wire";

const handles = Object.keys(kinds) as Handle[];
const served: Readonly<Record<Handle, dynamic.ResourceProvider>> = providers;
const names = handles.map((handle) => kinds[handle].name);

/** The kind of a type and its provider. */
export function kindOf(type: string) {
  const name = classOfType(type) ?? type;
  const handle = handles.find((one) => kinds[one].name === name);
  if (!handle) throw new Refusal(`there is no resource type ${type}${hint(name, names)}`);
  const provider = served[handle];
  const { check, diff, create, read, update, delete: remove } = provider;
  // `lifecycle` creates all of these methods.
  if (!check || !diff || !read || !update || !remove) throw new Error(`${handle} is no whole provider`);
  return { kind: kinds[handle], provider, check, diff, create, read, update, remove };
}

/** Configures every kind, because a process serves one provider of one operation. */
export async function configureAll(configuration: Record<string, string>): Promise<void> {
  const config = { get: (key: string) => configuration[key], require: (key: string) => configuration[key] ?? "" };
  for (const handle of handles) await served[handle].configure?.({ config });
}

/** The hints that the classes of the package send with the inputs (origin, secret paths, plain-text paths), for other languages. */
function program(request: messages.CheckRequest): Props {
  const { props, secrets } = received(request.getNews());
  const { kind } = kindOf(splitUrn(request.getUrn()).type);
  const isNamed = props.name !== undefined && props.name !== null;
  const fills = "name" in kind.inputs && kind.inputs.name.filled !== undefined;
  const named = isNamed || !fills ? props : { ...props, name: splitUrn(request.getUrn()).name };
  const clear = (kind.secrets?.(named) ?? []).filter((path) => !path.includes("*") && !isWithin(path, secrets));
  return {
    __origin: { organization: "", urn: request.getUrn() },
    ...(clear.length > 0 && { __clearText: clear.filter((path) => isWritten(named, path)).map(formatPath) }),
    ...named,
    ...(secrets.length > 0 && { __secretPaths: secrets }),
  };
}

function isWritten(props: Props, path: Path): boolean {
  let value: unknown = props;
  for (const part of path) value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  return value !== undefined && value !== null && !isUnknown(value);
}

const plain = (struct: Struct | undefined): Props => received(struct).props;

export function resources(engine: () => Engine | undefined, stopped: AbortSignal) {
  /** Runs an operation in the context of its resource; `timeout` is the engine's, in seconds, 0 for none. */
  const verb = <Request extends { getUrn(): string }, Response>(work: (request: Request, type: string) => Promise<Response>) =>
    unary((request: Request & { getTimeout?(): number }) => {
      const urn = request.getUrn();
      const seconds = request.getTimeout?.() ?? 0;
      const deadline = seconds > 0 ? { deadline: Date.now() + seconds * 1000 } : {};
      return surroundings.run({ say: (line) => engine()?.log(line, urn), stopped, ...deadline }, () =>
        work(request, splitUrn(urn).type),
      );
    });

  return {
    check: verb(async (request: messages.CheckRequest, type) => {
      const answer = await kindOf(type).check(plain(request.getOlds()), program(request));
      const failures = (answer.failures ?? []).map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      );
      return new messages.CheckResponse().setInputs(sent(answer.inputs ?? {})).setFailuresList(failures);
    }),

    diff: verb(async (request: messages.DiffRequest, type) => {
      const answer = await kindOf(type).diff(request.getId(), plain(request.getOlds()), plain(request.getNews()));
      const { DIFF_NONE, DIFF_SOME, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
      // If unset, the engine compares the inputs itself and reports changes by path.
      const changes = answer.changes === undefined ? DIFF_UNKNOWN : answer.changes ? DIFF_SOME : DIFF_NONE;
      return new messages.DiffResponse()
        .setChanges(changes)
        .setReplacesList(answer.replaces ?? [])
        .setDeletebeforereplace(answer.deleteBeforeReplace ?? false);
    }),

    create: verb(async (request: messages.CreateRequest, type) => {
      const { kind, create } = kindOf(type);
      if (request.getPreview())
        return new messages.CreateResponse().setProperties(foreseen(request.getProperties(), computedOf(kind)));
      const { id, outs } = await create(plain(request.getProperties()));
      return new messages.CreateResponse().setId(id).setProperties(sent(outs ?? {}));
    }),

    read: verb(async (request: messages.ReadRequest, type) => {
      const answer = await kindOf(type).read(request.getId(), plain(request.getProperties()));
      const response = new messages.ReadResponse().setId(answer.id ?? "");
      if (answer.id) response.setProperties(sent(answer.props ?? {})).setInputs(sent(answer.inputs ?? {}));
      return response;
    }),

    update: verb(async (request: messages.UpdateRequest, type) => {
      const { kind, update } = kindOf(type);
      if (request.getPreview()) return new messages.UpdateResponse().setProperties(foreseen(request.getNews(), computedOf(kind)));
      const answer = await update(request.getId(), plain(request.getOlds()), plain(request.getNews()));
      return new messages.UpdateResponse().setProperties(sent(answer.outs ?? {}));
    }),

    delete: verb(async (request: messages.DeleteRequest, type) => {
      await kindOf(type).remove(request.getId(), plain(request.getProperties()));
      return new Empty();
    }),
  };
}

const computedOf = ({ outputs = {} }: { outputs?: object }) => [...Object.keys(outputs), "undeclared"];
