import { Taken, toIdentifier, toSlug } from "../../../cli/commands/adopt/names";

describe("names for what people named freely", () => {
  test.each([
    ["夜间-build 2", "yeJianBuild2"],
    ["重庆银行", "zhongQingYinHang", "zhongQingYinXing"],
    ["支付服务_构建", "zhiFuFuWuGouJian"],
    ["API_Server", "apiServer"],
    ["APIServer", "apiServer"],
    ["class", "classJob"],
    ["config", "configJob"],
    ["1st", "job1st"],
    ["！！", "job"],
    ["über", "uber"],
    ["😀", "job"],
  ])("%s", (name, ...identifiers) => {
    expect(identifiers).toContain(toIdentifier(name, "job"));
  });

  test("stay short enough for their line", () => {
    expect(toIdentifier("a".repeat(115), "job")).toHaveLength(30);
    expect(toIdentifier("the quick brown fox jumps over the lazy dog", "job")).toBe("theQuickBrownFoxJumpsOverThe");
  });

  test("are free: the wanted one, another that was offered, then a number", () => {
    const taken = new Taken(["api"]);
    expect([taken.take("api", "apiBuild"), taken.take("api", "apiBuild"), taken.take("web2"), taken.take("web2")]).toEqual([
      "apiBuild",
      "api2",
      "web2",
      "web2_2",
    ]);
  });

  test("of files are lower-case words", () => {
    expect(toSlug("后端/JavaScript 服务", "group")).toBe("hou-duan-java-script-fu-wu");
    expect(toSlug("！", "group")).toBe("group");
  });
});

test("a constant keeps the key that for_each gave, however long the name before it is", () => {
  const name = "platform-backend-services-continuous-delivery-main";
  const keys = ["payment", "billing", "eu-west", "结算"];
  const made = keys.map((key) => toIdentifier(`${name}-${key}`, "job", key));
  expect(made).toEqual([
    "platformBackendServicesPayment",
    "platformBackendServicesBilling",
    "platformBackendServicesEuWest",
    "platformBackendServicesJieSuan",
  ]);
  expect(toIdentifier("main-0", "job", "0")).toBe("main0");
  expect(toIdentifier("+", "job", "+")).toBe("job");
});
