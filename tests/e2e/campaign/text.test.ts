/** The short form of `npm run campaign`: secrets that must not show, and hostile text that must stay text. */

import { installation } from "../../../tools/lib/installation";
import { hostileCampaign } from "../../../tools/trials/campaign/hostile";
import { secretCampaign } from "../../../tools/trials/campaign/secrets";

beforeAll(() => installation(), 600_000);

test("no canary shows in state, logs, errors, reports, journal, files or arguments", async () => {
  const found = await secretCampaign();
  expect(Object.keys(found).length).toBeGreaterThan(10);
  expect(Object.fromEntries(Object.entries(found).filter(([, count]) => count > 0))).toEqual({});
}, 420_000);

test("hostile text comes back as it was written, and is dead in every report", async () => {
  expect(await hostileCampaign()).toMatchObject({ changed: 0, escaped: 0, executed: 0 });
}, 420_000);
