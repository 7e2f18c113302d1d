/** The provider as called by Pulumi's engine, except for the resource operations. */
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { surroundings } from "../provider/client/surroundings";
import { LifecycleError, reasonOf } from "../provider/lifecycle/errors";
import { isUrn, same, splitUrn } from "../provider/pulumi-wire";
import type { Engine } from "./engine";
import { invoke } from "./functions";
import { list } from "./list";
import { configureAll, resources } from "./resources";
import { unary } from "./rpc";
import { configurationOf, nameKey, nameOf, otherAccount, sealedSettings, settingFailures } from "./settings";
import { received, sent } from "./wire";

export interface Surroundings {
  /** JSON, one document. */
  readonly schema: string;
  readonly version: string;
  /** The engine's address, if the process was started with it. */
  readonly address: string | undefined;
  readonly connect: (address: string) => Engine;
}

export function service({ schema, version, address, connect }: Surroundings): UntypedServiceImplementation {
  let engine = address === undefined ? undefined : connect(address);
  const cancelled = new AbortController();

  return {
    ...resources(() => engine, cancelled.signal),

    handshake: unary((request: messages.ProviderHandshakeRequest) => {
      if (request.getEngineAddress() !== "") engine ??= connect(request.getEngineAddress());
      return new messages.ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    attach: unary((request: PluginAttach) => {
      engine = connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema(schema)),

    checkConfig: unary((request: messages.CheckRequest) => {
      const { props, secrets } = received(request.getNews());
      if (typeof props.version === "string" && props.version !== version)
        engine?.log(
          `the program is written for pulumi-codearts ${props.version}, and this plugin is ${version}: what only one of them knows is refused; install ${props.version} of the package, or an SDK of ${version}`,
        );
      const failures = settingFailures(props).map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      );
      const inputs = sealedSettings(
        props,
        secrets.map(([key]) => String(key)),
      );
      const name = isUrn(request.getUrn()) ? { [nameKey]: nameOf(splitUrn(request.getUrn()).name) } : {};
      return new messages.CheckResponse().setInputs(sent({ ...inputs, ...name })).setFailuresList(failures);
    }),
    // Every resource stores its region in state, so a change of settings replaces nothing. The engine also asks about a resource's
    // old and new provider: in another account it is another object.
    diffConfig: unary((request: messages.DiffRequest) => {
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      const [olds, news] = [received(request.getOlds()).props, received(request.getNews()).props];
      const other = otherAccount(olds, news);
      return new messages.DiffResponse()
        .setChanges(same(olds, news) ? DIFF_NONE : DIFF_SOME)
        .setReplacesList(other ? [other] : []);
    }),
    configure: unary(async (request: messages.ConfigureRequest) => {
      await configureAll(configurationOf(received(request.getArgs()).props, request.getName() ?? ""));
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),

    invoke: unary(async (request: messages.InvokeRequest) => {
      const name = request.getTok().slice(request.getTok().lastIndexOf(":") + 1);
      try {
        const answer = await surroundings.run({ say: (line) => engine?.log(line), stopped: cancelled.signal }, () =>
          invoke(request.getTok(), received(request.getArgs()).props),
        );
        return new messages.InvokeResponse().setReturn(sent(answer));
      } catch (error) {
        throw new LifecycleError(name, reasonOf(error));
      }
    }),

    list,

    // Also called at a normal end: only stops waiting for work that continues by itself.
    cancel: unary(() => {
      cancelled.abort();
      return new Empty();
    }),
  };
}
