import { containerOf, imageOfTool } from "./containers";
import { imagesOfDockerfile } from "./dockerfile";
import { containersOfCompose } from "./documents";
import { programOf } from "./programs";
import type { Script, Word } from "./script";

/** Images that commands start, pull or use as a base, and those of Dockerfiles and Compose files in the text. */
export function* imagesIn(script: Script): Iterable<Word> {
  for (const run of script.runs) {
    const program = programOf(run);
    const image = program && (containerOf(program)?.image ?? imageOfTool(program));
    if (image) yield image;
  }
  for (const { kind, word } of script.documents) {
    if (kind === "image") for (const text of imagesOfDockerfile(word.text)) yield { ...word, text, literal: true };
    if (kind === "compose") for (const { image } of containersOfCompose(word)) if (image) yield image;
  }
}
