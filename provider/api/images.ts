/** Base images for custom build images. */
import type { CallOptions } from "../client/operation";
import type { Answer, Call, Query } from "./types";

export function images(call: Call) {
  return {
    /**
     * List the base images for custom build images.
     * Operation listImageTemplates, source: manual 4.81.
     */
    listTemplates: (options?: CallOptions): Promise<Answer<"listImageTemplates">> => call("listImageTemplates", {}, options),

    /**
     * Download a Dockerfile template.
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation getDockerfileTemplate, source: manual 4.80.
     */
    getDockerfileTemplate: (
      query: Query<"getDockerfileTemplate">,
      options?: CallOptions,
    ): Promise<Answer<"getDockerfileTemplate">> => call("getDockerfileTemplate", { query }, options),
  };
}
