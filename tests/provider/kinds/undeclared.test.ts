/** What is live and not declared of the smaller kinds: reported, kept by updates, and right after a write what is live then. */

import type { NoticeInputs } from "../../../provider/kinds/notice/inputs";
import { noticeBody } from "../../../provider/kinds/notice/kind";
import { cicdConfigurationContract } from "../lifecycle/cicd-configuration";
import { inScene } from "../lifecycle/contract";
import { keystoreContract } from "../lifecycle/keystore";
import { noticeContract } from "../lifecycle/notice";

type Scene = Parameters<Parameters<typeof inScene>[1]>[0];
const undeclared = ({ resource }: Scene): unknown => resource.state()?.outputs.undeclared;
const idOf = ({ resource }: Scene): string => String(resource.state()?.id);

describe("Keystore", () => {
  const reader = { user_name: "reader", user_id: "33333333c0de5a1ec0de5a1ec0de5a1e", usage: true, modify: false, delete: false };
  const allow = ({ client, ...scene }: Scene) =>
    client.keystores.addPermission({ keystore_id: idOf({ client, ...scene }), ...reader, setting: false, can_absent: false });
  const file = { name: "release.jks", content: keystoreContract.inputs.content };

  test("permissions that a program does not declare are reported and stay, whatever it changes", () =>
    inScene(keystoreContract, async (scene) => {
      const { resource, client } = scene;
      await resource.up(file);
      expect(undeclared(scene)).toEqual([]);
      await resource.refresh();
      expect(undeclared(scene)).toEqual([]);
      await allow(scene);
      await resource.up({ ...file, description: "for releases" });
      expect(undeclared(scene)).toEqual(['permissions["reader"]']);
      await resource.refresh();
      expect(undeclared(scene)).toEqual(['permissions["reader"]']);
      const list = { page: "1", page_size: 10 };
      const { permission_list = [] } = await client.keystores.listPermissions(idOf(scene), list);
      expect(permission_list.find(({ user_name }) => user_name === "reader")).toMatchObject({ usage: true, can_absent: false });
    }));

  test("a declared right changes nothing else of a live entry", () =>
    inScene(keystoreContract, async (scene) => {
      const { resource, client } = scene;
      await resource.up(file);
      await allow(scene);
      const permissions = { reader: { userId: reader.user_id, modify: true } };
      await resource.up({ ...file, permissions });
      expect(undeclared(scene)).toEqual([]);
      const { permission_list = [] } = await client.keystores.listPermissions(idOf(scene), { page: "1", page_size: 10 });
      expect(permission_list.find(({ user_name }) => user_name === "reader")).toMatchObject({ modify: true, can_absent: false });
    }));

  test("a user who may not list the permissions of a file gets none", () =>
    inScene(keystoreContract, async (scene) => {
      await scene.resource.up(file);
      await allow(scene);
      const refused = { error_code: "CB.00060203", error_msg: "made-up refusal" };
      scene.simulator.setFaults([{ on: "listKeystorePermissions", respond: { status: 403, body: refused } }]);
      expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
      expect(undeclared(scene)).toEqual([]);
    }));

  test("the description and sharing that others set are never replaced by those of a file that is not in the list", () =>
    inScene(keystoreContract, async (scene) => {
      const { resource, client, simulator } = scene;
      await resource.up(file);
      await client.keystores.update(idOf(scene), { id: idOf(scene), keystore_name: file.name, description: "theirs", share: 1 });
      const none = { result: { keystore_list: [], total: 0 }, error: null, status: "success" };
      simulator.setFaults([{ on: "listKeystores", respond: { status: 200, body: none } }]);
      await expect(resource.up({ ...file, name: "signing.jks" })).rejects.toThrow("is gone");
      simulator.setFaults([]);
      expect(simulator.journal({ operation: "updateKeystore" })).toHaveLength(1);
    }));
});

describe("Notice", () => {
  const { webhook: _, raw: __, ...plain } = noticeContract.inputs;
  const mail = { ...plain, channel: "MAIL" };
  const setUp = (scene: Scene, config: string) => {
    const [job = ""] = idOf(scene).split("/");
    const body = { notice_type: "MAIL", enabled_event_type_names: ["buildJobFail", "deleteJob"], param_config: config };
    return scene.client.notices.update(job, body as never);
  };

  test("a robot that someone set is reported right after an update, and stays", () =>
    inScene(noticeContract, async (scene) => {
      const { jobId } = scene.inputs;
      const { resource } = scene;
      await resource.up({ ...mail, jobId });
      expect(undeclared(scene)).toEqual([]);
      await setUp(scene, "https://example.invalid/robot");
      await resource.up({ ...mail, jobId, events: ["buildJobSuccess"] });
      expect(undeclared(scene)).toEqual(["webhook"]);
      await setUp(scene, "");
      await resource.up({ ...mail, jobId });
      expect(undeclared(scene)).toEqual([]);
    }));

  test("events of no name here that are on stay on, and are reported when they come", () =>
    inScene(noticeContract, async (scene) => {
      const { resource, simulator, client } = scene;
      const { jobId } = scene.inputs;
      await resource.up({ ...mail, jobId });
      const items = await client.notices.list(String(jobId));
      const result = items.map((item) => ({ ...item, enable_map: { ...item.enable_map, madeUpEvent: true } }));
      simulator.setFaults([{ on: "listJobNotices", respond: { status: 200, body: { result, error: null, status: "success" } } }]);
      await resource.refresh();
      expect(undeclared(scene)).toEqual(["events.madeUpEvent"]);
      // The fault answers in the place of the service, so that the request itself is looked at.
      const declared = { ...mail, jobId, region: simulator.region } as unknown as NoticeInputs;
      expect(
        noticeBody(
          declared,
          declared,
          result.find(({ notice_type }) => notice_type === "MAIL"),
        ),
      ).toMatchObject({
        enabled_event_type_names: ["buildJobFail", "deleteJob", "madeUpEvent"],
      });
    }));
});

describe("CicdConfiguration", () => {
  const gate = { name: "gate", vulnerabilityBlocklist: ["CVE-2024-0001"] };

  test("a list that someone filled is reported right after an update, and stays", () =>
    inScene(cicdConfigurationContract, async (scene) => {
      const { resource, client } = scene;
      await resource.up(gate);
      expect(undeclared(scene)).toEqual([]);
      const lists = { vulnerability_blocklist: ["CVE-2024-0001"], vulnerability_whitelist: [], image_whitelist: ["theirs"] };
      await client.cicd.modifyConfiguration(idOf(scene), lists);
      await resource.up({ ...gate, vulnerabilityBlocklist: ["CVE-2024-0002"] });
      expect(undeclared(scene)).toEqual(["imageWhitelist"]);
      await resource.up({ ...gate, vulnerabilityBlocklist: ["CVE-2024-0002"], imageWhitelist: [] });
      expect(undeclared(scene)).toEqual([]);
      expect((await client.cicd.showConfiguration(idOf(scene))).image_whitelist).toEqual([]);
    }));

  test("a list that the answer leaves out is not sent as empty, and reads as declared", () =>
    inScene(cicdConfigurationContract, async (scene) => {
      const { resource, simulator } = scene;
      await resource.up(gate);
      const body = { cicd_id: idOf(scene), cicd_name: "gate", vulnerability_whitelist: null };
      simulator.setFaults([{ on: "showCicdConfiguration", respond: { status: 200, body } }]);
      expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
      await resource.up({ ...gate, vulnerabilityBlocklist: ["CVE-2024-0002"] });
      expect(simulator.journal({ operation: "modifyCicdConfiguration" }).at(-1)?.requestBody).toEqual({
        vulnerability_blocklist: ["CVE-2024-0002"],
        vulnerability_whitelist: [],
      });
    }));
});
