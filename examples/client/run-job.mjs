/**
 * Creates a job, runs it, follows its log, downloads the log and deletes the job: node run-job.mjs PROJECT_ID
 * Region and credentials come from HW_REGION_NAME, HW_ACCESS_KEY and HW_SECRET_KEY, as for Huawei's own tools.
 */
import { writeFile } from "node:fs/promises";
import { createClient } from "pulumi-codearts/client";

const client = createClient();
const steps = [{ module_id: "devcloud2018.codeci_action_20043.action", name: "Maven", properties: { command: "mvn -B verify" } }];
const job = { project_id: process.argv[2], job_name: `client-example-${Date.now()}`, arch: "x86-64", steps };
const { job_id } = await client.jobs.create(job);
const { actual_build_number } = await client.builds.run({ job_id });
for await (const text of client.logs.follow(job_id, Number(actual_build_number))) process.stdout.write(text);
const { build_record_id } = await client.records.getInfo(job_id, Number(actual_build_number));
await writeFile("build.log", (await client.logs.download(build_record_id)).stream);
await client.jobs.delete(job_id);
