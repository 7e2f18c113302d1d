/** Lists over a real socket: all five forms, lists that move, lists that lie. */
import { type Asked, clientOf, failureOf, jobId, projectId, type Reply, success, withService } from "./service";

const number = (asked: Asked, name: string) => Number(new URL(asked.target, "http://host").searchParams.get(name));
const ids = (count: number) => Array.from({ length: count }, (_, index) => `row-${index}`);
const projects = { path: { project_id: projectId } };

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** A page of a list as the service would cut it. */
function page(rows: string[], start: number, size: number, form: (rows: string[], total: number) => unknown): Reply {
  return { body: form(rows.slice(start, start + size), rows.length) };
}

const jobPage = (rows: string[], total: number) => ({ jobs: rows.map((id) => ({ id })), total });

test("0-based pages: 250 jobs in three requests, in order, none after the declared total", async () => {
  const rows = ids(250);
  const answering = (asked: Asked) => page(rows, number(asked, "page_index") * 100, number(asked, "page_size"), jobPage);
  await withService(answering, async (service) => {
    const found = await all(clientOf(service).each("listProjectJobs", { ...projects, query: { search: "a b" } }));
    expect(found.map(({ id }) => id)).toEqual(rows);
    expect(service.asked.map(({ target }) => target)).toEqual(
      [0, 1, 2].map((index) => `/v1/job/${projectId}/list?search=a%20b&page_index=${index}&page_size=100`),
    );
  });
});

test("a full last page needs no request more", async () => {
  const rows = ids(200);
  await withService(
    (asked) => page(rows, number(asked, "page_index") * 100, 100, jobPage),
    async (service) => {
      expect(await all(clientOf(service).each("listProjectJobs", projects))).toHaveLength(200);
      expect(service.asked).toHaveLength(2);
    },
  );
});

test("1-based pages, total in an envelope", async () => {
  const rows = ids(130);
  const form = (some: string[], total: number) => success({ keystore_list: some.map((id) => ({ id })), total }).body;
  await withService(
    (asked) => page(rows, (number(asked, "page") - 1) * 100, 100, form),
    async (service) => {
      expect((await all(clientOf(service).each("listKeystores", {}))).map(({ id }) => id)).toEqual(rows);
      expect(service.asked.map(({ target }) => target.split("?")[1])).toEqual(["page=1&page_size=100", "page=2&page_size=100"]);
    },
  );
});

test("page_no from 1; page from 0 as text; offset that counts pages", async () => {
  const bin = ids(101);
  const binForm = (some: string[], total: number) => success({ job_list: some.map((id) => ({ job_id: id })), total }).body;
  await withService(
    (asked) => page(bin, (number(asked, "page_no") - 1) * 100, 100, binForm),
    async (service) => expect(await all(clientOf(service).each("listRecycledJobs", {}))).toHaveLength(101),
  );
  const official = (some: string[], total: number) =>
    success({ items: some.map((id) => ({ uuid: id })), total_size: total }).body;
  await withService(
    (asked) => page(bin, number(asked, "page") * 100, 100, official),
    async (service) => expect(await all(clientOf(service).each("listOfficialTemplates", {}))).toHaveLength(101),
  );
  const history = (some: string[], total: number) => ({ history_records: some.map((id) => ({ record_id: id })), total });
  await withService(
    (asked) => page(bin, number(asked, "offset") * 100, 100, history),
    async (service) => {
      const input = { path: { job_id: jobId }, query: { interval: 30 } };
      expect(await all(clientOf(service).each("listBuildHistory", input))).toHaveLength(101);
      expect(service.asked[1]?.target).toContain("offset=1&limit=100");
    },
  );
});

test("offset that counts rows, 200 a page, in HSS", async () => {
  const rows = ids(450);
  const form = (some: string[], total: number) => ({ data_list: some.map((id) => ({ cicd_id: id })), total_num: total });
  await withService(
    (asked) => page(rows, number(asked, "offset"), number(asked, "limit"), form),
    async (service) => {
      const client = clientOf(service, { iamProjectId: projectId });
      expect((await all(client.each("listCicdConfigurations", {}))).map(({ cicd_id }) => cicd_id)).toEqual(rows);
      expect(service.asked.map((asked) => number(asked, "offset"))).toEqual([0, 200, 400]);
    },
  );
});

test("total and numbers as text, total inside pagination, no total", async () => {
  const info = { job_build_states: [{ number: 1 }, { number: 2 }], total_record: "2" };
  await withService([success(info)], async (service) => {
    const query = { start_time: "2025-01-01 00:00:00", end_time: "2025-02-01 00:00:00" };
    expect(await all(clientOf(service).each("listBuildInfoRecords", { path: { job_id: jobId }, query }))).toHaveLength(2);
  });
  await withService([success({ data: [{ id: "1" }], pagination: { total: 1 } })], async (service) => {
    const path = { build_project_id: "31581e9f-5772-4053-a50c-d5690578c8fd" };
    expect(await all(clientOf(service).each("listBuildRecords", { path }))).toHaveLength(1);
  });
  await withService(
    [{ body: { projects: ids(100).map((id) => ({ id })) } }, { body: { projects: [{ id: "last" }] } }],
    async (service) => {
      expect(await all(clientOf(service).each("listProjects", {}))).toHaveLength(101);
    },
  );
});

test("a list that grows while it is read gives no row twice", async () => {
  let rows = ids(150);
  const answering = (asked: Asked) => {
    const reply = page(rows, number(asked, "page_index") * 100, 100, jobPage);
    rows = ["new-1", "new-2", ...rows];
    return reply;
  };
  await withService(answering, async (service) => {
    const found = (await all(clientOf(service).each("listProjectJobs", projects))).map(({ id }) => id);
    expect(new Set(found).size).toBe(found.length);
    for (const id of ids(150)) expect(found).toContain(id);
  });
});

test("a list that shrinks while it is read loses no row that stays", async () => {
  let rows = ids(250);
  let deleted = false;
  const answering = (asked: Asked) => {
    const reply = page(rows, number(asked, "page_index") * 100, 100, jobPage);
    // row-100 moves onto the page that was read already; another job is still counted.
    if (!deleted) rows = rows.filter((id) => id !== "row-3");
    deleted = true;
    return reply;
  };
  await withService(answering, async (service) => {
    const found = (await all(clientOf(service).each("listProjectJobs", projects))).map(({ id }) => id);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toContain("row-249");
  });
});

test("rows that slipped past a page are found by reading again", async () => {
  let reads = 0;
  const answering = (asked: Asked) => {
    reads += 1;
    // During the first reading row-100 stands on no page that was asked for, as when a list moves.
    const rows = reads <= 2 ? ids(150).filter((id) => id !== "row-100") : ids(150);
    const start = number(asked, "page_index") * 100;
    return { body: { jobs: rows.slice(start, start + 100).map((id) => ({ id })), total: 150 } };
  };
  await withService(answering, async (service) => {
    const found = (await all(clientOf(service).each("listProjectJobs", projects))).map(({ id }) => id);
    expect(found).toHaveLength(150);
    expect(found).toContain("row-100");
  });
});

test("a total that counts more than ever comes is an error, after the list was read again", async () => {
  const answering = (asked: Asked) => ({ body: { jobs: number(asked, "page_index") === 0 ? [{ id: "1" }] : [], total: 5 } });
  await withService(answering, async (service) => {
    const error = await failureOf(all(clientOf(service).each("listProjectJobs", projects)));
    expect(error).toMatchObject({ kind: "invalidAnswer", operation: "listProjectJobs" });
    expect(error.message).toContain("listProjectJobs declares 5 rows and returned 1 of them");
    expect(service.asked.length).toBeLessThanOrEqual(6);
  });
});

test("deletions that hide as many rows as they take away are noticed: the list is read again", async () => {
  let rows = ids(250);
  let deleted = false;
  const answering = (asked: Asked) => {
    const reply = page(rows, number(asked, "page_index") * 100, 100, jobPage);
    // 60 rows of the first page go: 60 others move from the second page onto the first, which was read already.
    if (!deleted) rows = rows.slice(60);
    deleted = true;
    return reply;
  };
  await withService(answering, async (service) => {
    const found = (await all(clientOf(service).each("listProjectJobs", projects))).map(({ id }) => id);
    for (const id of rows) expect(found).toContain(id);
  });
});

const one = { keystore_list: [{ id: "1" }], total: 1 };
test.each<[string, unknown, string]>([
  ["a total and no rows", { total: 1 }, "keystore_list; it is missing"],
  ["rows that are null", { ...one, keystore_list: null }, "keystore_list; it is null"],
  ["rows that are null and a total of 0", { keystore_list: null, total: 0 }, "keystore_list; it is null"],
  ["nothing at all", {}, "keystore_list; it is missing"],
  ["no rows and a total of 1", { ...one, keystore_list: [] }, "declares 1 rows and returned 0"],
  ["more rows than it counts", { ...one, total: 0 }, "declares 0 rows and returned 1 on one page"],
  ["a row twice", { keystore_list: [{ id: "1" }, { id: "1" }], total: 2 }, "row 1 of keystore_list twice"],
  ["a row without an id", { keystore_list: [{ keystore_name: "a.jks" }], total: 1 }, "a row of keystore_list without id"],
  ["a row that is null", { keystore_list: [null], total: 1 }, "a row of keystore_list without id"],
  ["a total that is no count", { ...one, total: "many" }, "row count as total; it is a string"],
])("a list with %s is an error that names the call", async (_, result, said) => {
  await withService(
    () => success(result),
    async (service) => {
      const error = await failureOf(all(clientOf(service).each("listKeystores", {})));
      expect(error).toMatchObject({ kind: "invalidAnswer", operation: "listKeystores" });
      expect(error.message).toMatch(/^listKeystores /);
      expect(error.message).toContain(said);
    },
  );
});

test.each<[string, Reply]>([
  ["an empty body", { body: "" }],
  ["a page", { body: "<html></html>", headers: { "content-type": "text/html" } }],
  ["an envelope without result", { body: { status: "success" } }],
  ["an envelope whose result is null", success(null)],
  ["an error in an envelope", { body: { result: null, error: "no", status: "error" } }],
  ["an error in another envelope", { body: { success: false, message: "no", errCode: "X.1" } }],
  ["an error object", { body: { error: { code: "X.1", reason: "no" } } }],
])("a list answered with HTTP 200 and %s is an error that names the call", async (_, reply) => {
  for (const operation of ["listKeystores", "listProjectJobs"] as const) {
    await withService(
      () => reply,
      async (service) => {
        const client = clientOf(service);
        const rows = operation === "listKeystores" ? client.each(operation, {}) : client.each(operation, projects);
        const error = await failureOf(all(rows));
        expect(error.operation).toBe(operation);
        expect(error.message).toContain(operation);
        expect(error.kind).not.toBe("notFound");
      },
    );
  }
});

test("an empty list is one, with a total of 0 or without a total", async () => {
  await withService([success({ keystore_list: [], total: 0 })], async (service) =>
    expect(await all(clientOf(service).each("listKeystores", {}))).toEqual([]),
  );
  await withService([success({ keystore_list: [] })], async (service) =>
    expect(await all(clientOf(service).each("listKeystores", {}))).toEqual([]),
  );
});

test("a list that ignores its page ends with an error, and soon", async () => {
  const answering = () => ({ body: { jobs: ids(100).map((id) => ({ id })), total: 250 } });
  await withService(answering, async (service) => {
    const error = await failureOf(all(clientOf(service).each("listProjectJobs", projects)));
    expect(error).toMatchObject({ kind: "invalidAnswer", operation: "listProjectJobs" });
    expect(error.message).toContain("does not end");
    expect(service.asked.length).toBeLessThanOrEqual(4);
  });
});

test("a list that ignores its page but has said all ends well", async () => {
  await withService(
    () => ({ body: { jobs: ids(100).map((id) => ({ id })), total: 100 } }),
    async (service) => {
      expect(await all(clientOf(service).each("listProjectJobs", projects))).toHaveLength(100);
      expect(service.asked).toHaveLength(1);
    },
  );
});

test("a list without total that makes up rows for ever ends with an error", async () => {
  const answering = (asked: Asked) => {
    const start = number(asked, "page") * 100;
    return { body: { projects: Array.from({ length: 100 }, (_, index) => ({ id: `p-${start + index}` })) } };
  };
  await withService(answering, async (service) => {
    const error = await failureOf(all(clientOf(service).each("listProjects", {})));
    expect(error.message).toContain("does not end");
  });
});

test("a page that fails ends the list with its error; nothing reads as empty", async () => {
  const first: Reply = { body: { jobs: ids(100).map((id) => ({ id })), total: 150 } };
  const failed: Reply = { body: { error_code: "CB.00060200", error_msg: "No." } };
  await withService([first, failed], async (service) => {
    expect(await failureOf(all(clientOf(service).each("listProjectJobs", projects)))).toMatchObject({
      kind: "refused",
      status: 200,
    });
  });
  await withService([success({ keystore_list: {}, total: 1 })], async (service) => {
    const error = await failureOf(all(clientOf(service).each("listKeystores", {})));
    expect(error.message).toContain("should return a list as keystore_list; it is an object");
  });
});

test("a list can be left early and cancelled", async () => {
  await withService(
    (asked) => page(ids(1_000), number(asked, "page_index") * 100, 100, jobPage),
    async (service) => {
      for await (const row of clientOf(service).each("listProjectJobs", projects)) if (row.id === "row-5") break;
      expect(service.asked).toHaveLength(1);
      const controller = new AbortController();
      const rows = clientOf(service).each("listProjectJobs", projects, { signal: controller.signal });
      await rows.next();
      controller.abort();
      expect(await failureOf(all(rows))).toMatchObject({ kind: "cancelled" });
    },
  );
});
