/** State that earlier releases wrote: every form is kept here for ever, and the same program changes nothing in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as registry from "../../../provider";
import { handleOf } from "../../../sdk/handle";

type Props = Record<string, unknown>;
const folder = join(__dirname, "../../fixtures/state");
const states = readdirSync(folder).map(
  (file) =>
    [file, JSON.parse(readFileSync(join(folder, file), "utf8")) as { id?: string; inputs: Props; outputs: Props }] as const,
);

test.each(states)(
  "%s: its provider text still loads, and its program changes nothing",
  async (_, { id = "1", inputs, outputs }) => {
    const [, provider] =
      Object.entries(registry).find(([kind]) => inputs.__provider === handleOf(kind as Parameters<typeof handleOf>[0])) ?? [];
    if (!provider) throw new Error("no kind has this provider text");
    const { __provider, ...written } = inputs;
    const checked = await provider.check?.(inputs, { ...written, __provider });
    expect(checked?.failures ?? []).toEqual([]);
    expect(await provider.diff?.(id, outputs, inputs)).toEqual({ changes: false });
  },
);
