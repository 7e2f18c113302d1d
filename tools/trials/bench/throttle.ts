/** Creates through the client while the service accepts 20 requests per second: ideally count ÷ 20 seconds, without failures. */
import { startSimulator } from "codearts-simulator";
import { createClient } from "../../../provider/create-client";
import { type BenchOptions, type Measurement, seconds, secondsText } from "./measure";

export async function throttleRows({ short }: BenchOptions): Promise<Measurement[]> {
  const count = short ? 100 : 1000;
  const simulator = await startSimulator({ seed: "bench", journalLimit: 10 });
  const { accessKey, secretKey } = simulator.credentials;
  const client = createClient({ region: simulator.region, endpoints: simulator.endpoints, accessKey, secretKey });
  try {
    simulator.setFaults([{ on: "createJob", throttle: { perSecond: 20, retryAfter: 1 } }]);
    let failures = 0;
    const create = (index: number) =>
      client.jobs
        .create({ project_id: simulator.projectId, job_name: `throttled-${index}`, arch: "x86-64", steps: [] } as never)
        .catch(() => (failures += 1));
    const took = await seconds(() => Promise.all(Array.from({ length: count }, (_, index) => create(index))));
    const ideal = count / 20;
    const what = `${count} creates, throttled to 20 a second`;
    const ratio = (took / ideal).toFixed(2);
    return [{ what, ours: secondsText(took), floor: secondsText(ideal), ratio, limit: 1.1, note: `${failures} failures` }];
  } finally {
    await simulator.close();
  }
}
