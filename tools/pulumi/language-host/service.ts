import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { handleServerStreamingCall, handleUnaryCall, ServiceError, UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { resolveFrom, runtimeOptions } from "./options";
import { goCommand, type Language, pythonCommand } from "./other-languages";
import { type Command, outcome, policyPackCommand, programCommand, start } from "./processes";

/** The answer of a handler: a message or a promise of one; a thrown error is reported by the engine. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback({ code: status.UNKNOWN, message: error.message } as ServiceError),
      );
  };
}

function about(): messages.AboutResponse {
  return new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
}

/** The packages that the program's package.json names, with the versions that are installed. */
function programDependencies(request: messages.GetProgramDependenciesRequest): messages.GetProgramDependenciesResponse {
  const folder = request.getInfo()?.getProgramDirectory() || request.getProgram() || request.getPwd();
  const response = new messages.GetProgramDependenciesResponse();
  for (const [name, range] of Object.entries(declaredDependencies(folder))) {
    const manifest = resolveFrom(folder, `${name}/package.json`);
    const version = manifest ? String(JSON.parse(readFileSync(manifest, "utf8")).version) : range;
    response.addDependencies(new messages.DependencyInfo().setName(name).setVersion(version));
  }
  return response;
}

function declaredDependencies(folder: string): Record<string, string> {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { ...manifest.dependencies, ...manifest.devDependencies };
  } catch {
    return {};
  }
}

async function run(language: Language, request: messages.RunRequest, engineAddress: string): Promise<messages.RunResponse> {
  const command = commands[language](request, engineAddress);
  if (typeof command === "string") return new messages.RunResponse().setError(command);
  const child = start(command, "inherit");
  const end = await outcome(child);
  // 32: the program has already reported its error to the user.
  if (end.code === 32) return new messages.RunResponse().setBail(true);
  return new messages.RunResponse().setError(end.problem("the program"));
}

const commands: Record<Language, (request: messages.RunRequest, engineAddress: string) => Command | string> = {
  nodejs: (request, engineAddress) => programCommand(request, runtimeOptions(request.getInfo()), engineAddress),
  python: pythonCommand,
  go: goCommand,
};

const runPlugin: handleServerStreamingCall<messages.RunPluginRequest, messages.RunPluginResponse> = (call) => {
  const command = policyPackCommand(call.request, runtimeOptions(call.request.getInfo()));
  if (typeof command === "string") {
    call.emit("error", { code: status.FAILED_PRECONDITION, message: command });
    return;
  }
  const child = start(command, "pipe");
  const say = (response: messages.RunPluginResponse) => {
    if (!call.cancelled) call.write(response);
  };
  child.stdout?.on("data", (chunk: Buffer) => say(new messages.RunPluginResponse().setStdout(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => say(new messages.RunPluginResponse().setStderr(chunk)));
  call.on("cancelled", () => child.kill());
  void outcome(child).then((end) => {
    say(new messages.RunPluginResponse().setExitcode(end.code));
    call.end();
  });
};

/** The calls that preview, up, refresh, destroy, import and policy packs make; all others answer "unimplemented". */
export function languageRuntime(language: Language, startAddress: string): UntypedServiceImplementation {
  let engineAddress = startAddress;
  return {
    handshake: unary((request: messages.LanguageHandshakeRequest) => {
      engineAddress = request.getEngineAddress() || engineAddress;
      return new messages.LanguageHandshakeResponse();
    }),
    getRequiredPlugins: unary(() => new messages.GetRequiredPluginsResponse()),
    getRequiredPackages: unary(() => new messages.GetRequiredPackagesResponse()),
    getPluginInfo: unary(() => new PluginInfo().setVersion("0.0.0-codearts")),
    about: unary(about),
    getProgramDependencies: unary(programDependencies),
    runtimeOptionsPrompts: unary(() => new messages.RuntimeOptionsResponse()),
    run: unary((request: messages.RunRequest) => run(language, request, engineAddress)),
    runPlugin,
    cancel: unary(() => new Empty()),
  };
}
