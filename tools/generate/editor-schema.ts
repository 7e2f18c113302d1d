import { z } from "zod";
import { buildYamlSchema } from "../../sdk/build-yaml/schema";

/** The JSON schema of build.yml for editors, in draft 7, which every editor supports. Unknown keys are allowed, as in `check-yaml`. */
export function editorSchema(): string {
  const schema = z.toJSONSchema(buildYamlSchema, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return `${JSON.stringify({ ...schema, title: "build.yml of CodeArts Build" })}\n`;
}
