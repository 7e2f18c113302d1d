/** Dockerfiles in a script: their base images, and the commands of their instructions. */

/** Base images of a Dockerfile, without its own stages and images chosen by an ARG. */
export function imagesOfDockerfile(text: string): string[] {
  const stages = new Set<string>();
  const images: string[] = [];
  for (const [, image = "", stage] of text.matchAll(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim)) {
    if (!stages.has(image.toLowerCase()) && !image.includes("$")) images.push(image);
    if (stage !== undefined) stages.add(stage.toLowerCase());
  }
  return images;
}

/** Instructions of a Dockerfile as the shell commands that do the same, one per line: RUN, downloads by ADD, variables, files in place. */
export function commandsOfDockerfile(text: string): string {
  const lines = text.split("\n");
  const commands: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const parts = [lines[index++] ?? ""];
    while (index < lines.length && goesOn(parts)) parts.push(lines[index++] ?? "");
    const instruction = parts
      .filter((part) => !isComment(part))
      .map((part) => part.replace(/\\\s*$/, ""))
      .join(" ");
    const command = commandOf(instruction);
    if (command !== undefined) commands.push(command);
    for (const end of endsOfTexts(instruction)) {
      const from = index;
      while (index < lines.length && lines[index++]?.trim() !== end);
      if (command !== undefined) commands.push(...lines.slice(from, index));
    }
  }
  return commands.join("\n");
}

/** Comments and empty lines do not end an instruction. */
function isComment(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

function goesOn(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? "";
  return /\\\s*$/.test(last) || (parts.length > 1 && isComment(last));
}

/** What ends the here-documents of an instruction. */
function endsOfTexts(instruction: string): string[] {
  if (!/^\s*(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\s/i.test(instruction)) return [];
  return [...instruction.slice(0, 2_000).matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/g)].map(([, end = ""]) => end);
}

function commandOf(instruction: string): string | undefined {
  const [, name = "", given = ""] = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)\s+(?:--(?!checksum)\S+\s+)*(.*)$/s.exec(instruction) ?? [];
  switch (name.toUpperCase()) {
    case "RUN":
      return given.startsWith("<<") ? `sh ${given}` : (wordsOf(given) ?? given);
    case "COPY":
      return /^<<\S+\s+\S+\s*$/.test(given) ? `cat ${given.replace(/\s+(\S+)\s*$/, " > $1")}` : undefined;
    case "ADD":
      return downloadOf(given.trim().split(/\s+/));
    case "ENV":
      return given.includes("=") ? `export ${given}` : `export ${given.replace(/\s+/, "=")}`;
    case "ARG":
      return given.includes("=") ? `export ${given}` : undefined;
    default:
      return undefined;
  }
}

/** `["sh", "-c", "make"]` as a command. */
function wordsOf(given: string): string | undefined {
  if (!given.startsWith("[")) return undefined;
  try {
    const words: unknown = JSON.parse(given);
    return Array.isArray(words) ? words.map((word) => `'${String(word).replaceAll("'", "'\\''")}'`).join(" ") : undefined;
  } catch {
    return undefined; // Then a shell receives it unchanged.
  }
}

/** `ADD https://… /opt/`; with --checksum the content is verified. */
function downloadOf([address = "", target = ""]: readonly string[]): string | undefined {
  if (!/^https?:\/\//i.test(address)) return undefined;
  const file = target.endsWith("/") ? `${target}${address.slice(address.lastIndexOf("/") + 1)}` : target;
  return `curl -fsSLo ${file} ${address}`;
}
