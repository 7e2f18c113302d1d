/** The log of a running build, piece by piece. */
import type { Client } from "../../provider/api/index";
import type { Build } from "../../provider/resources/build-run/build";

/**
 * Shows what the log has gained since the last call. At the end of a build the service may still be writing, so the last
 * call reads until nothing more is announced. A piece that was shown already is not shown again.
 */
export function createLogReader(client: Client, build: Build, show: (text: string) => void): (isLast: boolean) => Promise<void> {
  let offset = 0;
  return async () => {
    for (;;) {
      const piece = await client.logs.getRealTime(build.jobId, build.number, { size: "1000", start_offset: offset });
      const end = Number(piece.end_offset ?? offset);
      if (piece.log && end > offset) show(piece.log);
      if (!(end > offset)) return;
      offset = end;
      if (piece.has_more !== true) return;
    }
  };
}
