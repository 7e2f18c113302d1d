import type { RenderOptions } from "../render";

export async function render(_options: RenderOptions): Promise<number> {
  throw new Error("being written");
}
