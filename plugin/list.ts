/** Lists existing objects by kind, for `pulumi do codearts … list`. */
import type { handleServerStreamingCall } from "@grpc/grpc-js";
import { type ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import { clientFor, defaults } from "../provider/config";
import type { ListedKind } from "../provider/kinds/table";
import { Refusal } from "../provider/lifecycle/errors";
import { kindOf } from "./resources";
import { failure } from "./rpc";
import { type Props, received } from "./wire";

export const list: handleServerStreamingCall<ListRequest, ListResponse> = (call) => {
  answer(call.request, (response) => call.write(response)).then(
    () => call.end(),
    (error: unknown) => call.emit("error", failure(error)),
  );
};

async function answer(request: ListRequest, write: (response: ListResponse) => void): Promise<void> {
  const limit = request.getLimit() > 0 ? request.getLimit() : Number.POSITIVE_INFINITY;
  let written = 0;
  for await (const { id, name } of listed(request.getToken(), received(request.getQuery()).props)) {
    if (written >= limit) return;
    write(new ListResponse().setResult(new ListResponse.Result().setId(id).setName(name)));
    written += 1;
  }
}

function listed(token: string, query: Props) {
  const { kind }: { kind: Pick<ListedKind<never, never>, "list" | "listIn" | "within" | "noun" | "plural"> } = kindOf(token);
  const text = (key: string) => (typeof query[key] === "string" ? query[key] : undefined);
  const client = clientFor(text("region"));
  if (kind.list) return kind.list(client);
  const within = kind.within ?? (kind.listIn && { key: "projectId" as const, list: kind.listIn });
  if (!within) throw new Refusal(`${kind.plural} cannot be listed: a ${kind.noun} is identified by its id only`);
  const { key } = within;
  const owner = text(key) ?? (key === "projectId" ? defaults().projectId : undefined);
  if (owner === undefined) throw new Refusal(`${key} is missing; it is required to list ${kind.plural}`);
  return within.list(client, owner);
}
