/** Base images for custom build images. */
import { createHash } from "node:crypto";
import { type Handlers, Raw } from "../operation";
import { missing } from "../refusal";
import { enveloped } from "./answers";

function image(arch: string, system: string, tag: string) {
  const digest = createHash("sha256").update(`image ${arch} ${system}`).digest("hex");
  return {
    image_id: digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5"),
    organization: "codeci",
    image_name: "special_base_image",
    image_label: `${arch}-${system}-base-${tag}`,
    base_image: system.replace(/\d.*$/, ""),
    title: `${system} base image for ${arch}`,
    description: `Base image for builds on ${arch}, made from ${system}.`,
    create_time: "2021-08-17T00:00:00.000Z",
  };
}

const all = [
  image("x86", "centos7", "1.0.3"),
  image("x86", "ubuntu18", "1.0.3"),
  image("arm", "centos7", "1.0.1"),
  image("arm", "ubuntu18", "1.0.1"),
];

export const images: Handlers<"getDockerfileTemplate" | "listImageTemplates"> = {
  listImageTemplates: (call) => enveloped(call, { image_templates: all.map((row) => ({ ...row })) }),
  getDockerfileTemplate(call) {
    const found = all.find(({ image_id }) => image_id === call.query.image_id);
    if (!found) throw missing("The image");
    const text = `FROM swr.example.invalid/${found.organization}/${found.image_name}:${found.image_label}\n\nRUN echo "add what your builds need"\n`;
    return new Raw(Buffer.from(text), {
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="Dockerfile"',
    });
  },
};
