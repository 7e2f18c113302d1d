import { evaluate } from "pulumi-codearts/policies";
import { resource, unknown } from "./example";

/** Messages of one rule on a job whose only step has this command. */
function judge(rule: string, command: unknown, more: Record<string, unknown> = {}): string[] {
  const steps = [{ module: "devcloud2018.codeci_action_20035.action", name: "Step", version: "1", properties: { command } }];
  return evaluate([resource("BuildJob", "api", { steps, ...more })], { all: "disabled", [rule]: "advisory" }).map(
    ({ message }) => message,
  );
}

describe("step-no-pipe-to-shell", () => {
  test.each([
    "curl -fsSL https://get.example.com | sh",
    "curl -fsSL https://get.example.com | sudo -E bash -",
    "wget -qO- https://get.example.com | bash -s -- --yes",
    "wget -O - https://get.example.com | sudo -u root /bin/sh",
    "curl https://get.example.com | gunzip | sh",
    "curl https://get.example.com | tee install.sh | bash",
    "curl https://get.example.com | env A=1 python3 -",
    "curl https://get.example.com | python3",
    "curl https://get.example.com | node",
    "bash <(curl -s https://get.example.com)",
    "source <(curl -s https://get.example.com)",
    ". <(wget -qO- https://get.example.com)",
    'sh -c "$(curl -fsSL https://get.example.com)"',
    'eval "$(curl -fsSL https://get.example.com)"',
    "eval `curl -fsSL https://get.example.com`",
    'python3 -c "$(curl -fsSL https://get.example.com)"',
    'bash <<< "$(curl -fsSL https://get.example.com)"',
    'bash -c "curl https://get.example.com | sh"',
    "if true; then\n  curl https://get.example.com |\n    bash\nfi",
    "curl https://get.example.com |& bash",
    "(cd /tmp && curl https://get.example.com | sh)",
    "A=1 curl https://get.example.com | B=2 sh -x",
    "iwr https://get.example.com | iex",
  ])("%s", (command) => expect(judge("step-no-pipe-to-shell", command)).toHaveLength(1));

  test.each([
    "curl -fsSLO https://get.example.com/tool.sh && sha256sum -c tool.sha256 && bash tool.sh",
    "curl https://api.example.com | jq .version",
    "curl https://api.example.com | python3 -m json.tool",
    "curl https://api.example.com | python3 -c 'import json,sys; print(json.load(sys.stdin))'",
    "curl https://api.example.com | node parse.js",
    "curl https://api.example.com | bash parse.sh",
    "curl https://api.example.com | grep sh",
    "curl https://api.example.com | tar xz",
    "curl https://api.example.com > out; sh build.sh",
    "curl https://api.example.com || sh fallback.sh",
    "curl https://api.example.com; bash",
    "echo 'curl https://get.example.com | sh'",
    "# curl https://get.example.com | sh",
    "cat <<EOF\ncurl https://get.example.com | sh\nEOF",
    'VERSION="$(curl -s https://api.example.com/version)" make',
    "cat script.sh | sh",
    "diff <(curl https://a.example.com) <(curl https://b.example.com)",
  ])("not: %s", (command) => expect(judge("step-no-pipe-to-shell", command)).toEqual([]));

  test("names the line of a longer command", () => {
    expect(judge("step-no-pipe-to-shell", "set -e\nmake\ncurl https://get.example.com | sh\n")[0]).toMatch(
      /^steps\[0\]\.properties\.command: line 3: a download is piped into sh/,
    );
  });
});

describe("step-no-parameter-injection", () => {
  const parameters = { target: { default: "all", runtime: true }, fixed: { default: "a" }, plain: "b" };
  test.each([
    "make $target",
    "make ${target}",
    "make ${target:-all}",
    "make all-$target",
    'echo "$(make $target)"',
    "echo `make $target`",
    'sh -c "make $target"',
    'bash -c "make \\"${target}\\""',
    "bash -c 'make $target'",
    'eval "make $target"',
    "cd $target && make",
    "make > $target",
    "for t in $target; do make; done",
  ])("%s", (command) => expect(judge("step-no-parameter-injection", command, { parameters })).toHaveLength(1));

  test.each([
    'make "$target"',
    'make "all-${target}"',
    "make '$target'",
    "make \\$target",
    "# make $target",
    "goal=$target",
    "export GOAL=$target",
    "[[ $target == all ]] && make",
    "case $target in all) make;; esac",
    "make $fixed ${plain} $other $targets",
    "bash -c 'make \"$target\"'",
    'sh -c \'make "$1"\' -- "${target}"',
    "make ${target@Q}",
    "cat <<EOF\n$target\nEOF",
  ])("not: %s", (command) => expect(judge("step-no-parameter-injection", command, { parameters })).toEqual([]));
});

describe("step-no-privileged-container", () => {
  test.each([
    "docker run --privileged tool:1",
    "docker run --rm -it --privileged=true tool:1",
    "sudo podman run -v /:/host tool:1",
    "docker run --volume=/:/host:ro tool:1",
    "docker run -v//./:/host tool:1",
    "docker run --mount type=bind,source=/,target=/host tool:1",
    "docker run --mount=type=bind,src=/var/run/docker.sock,dst=/s tool:1",
    "docker container run -v /var/run/docker.sock:/var/run/docker.sock tool:1",
    "docker run -v /run/containerd/containerd.sock:/s tool:1",
    "docker create -v /var/run:/var/run tool:1",
    "docker exec --privileged box sh",
    "docker --context ci run --name x --privileged tool:1",
    'bash -c "docker run --privileged tool:1"',
    "docker run --cap-add=ALL tool:1",
    "docker run --cap-add SYS_ADMIN tool:1",
    "docker run --pid=host tool:1",
    "docker run --network host tool:1",
    "podman run --ipc=host tool:1",
    "docker run --userns=host tool:1",
    "docker run --device /dev/mem tool:1",
    "docker run --security-opt seccomp=unconfined tool:1",
    "docker run -v /etc:/host-etc tool:1",
    "docker run -v /proc:/host/proc tool:1",
    "docker run -v /var/lib/docker:/d tool:1",
    "docker compose run --privileged web",
    "nerdctl run -v /:/host tool:1",
    "isula run --privileged tool:1",
  ])("%s", (command) => expect(judge("step-no-privileged-container", command)).toHaveLength(1));

  test.each([
    "docker run -v /workspace:/src tool:1",
    "docker run -v /:/host-of-nobody".replace("/:", "data:"),
    "docker run tool:1 check --privileged",
    "docker run tool:1 -v /:/x",
    "docker run --privileged=false tool:1",
    "docker run -v /etc/localtime:/etc/localtime:ro tool:1",
    "docker run --network build tool:1",
    "docker run --cap-add NET_BIND_SERVICE tool:1",
    "docker build --build-arg X=--privileged .",
    "echo docker run --privileged tool:1",
    "docker run --cap-add NET_ADMIN -e MODE=--privileged tool:1",
    "docker run --mount type=volume,source=data,target=/data tool:1",
  ])("not: %s", (command) => expect(judge("step-no-privileged-container", command)).toEqual([]));
});

describe("step-image-pinned", () => {
  const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
  test.each([
    "docker run node",
    "docker run --rm -it -e A=b --name x node:latest npm test",
    "docker pull registry.example.com:5000/team/tool",
    "podman run -v /a:/b docker.io/library/node npm test",
    "docker run -p 8080:80 nginx:LATEST",
  ])("%s", (command) => expect(judge("step-image-pinned", command)).toHaveLength(1));

  test.each([
    "docker run node:20.19.5 npm test",
    `docker run node@${digest}`,
    `docker pull registry.example.com:5000/team/tool:1.2@${digest}`,
    "docker run $IMAGE npm test",
    'docker run "${REGISTRY}/tool:${TAG}"',
    "docker build -t team/api:latest .",
    "docker push team/api:latest",
    "docker ps",
    "docker image prune -f",
  ])("not: %s", (command) => expect(judge("step-image-pinned", command)).toEqual([]));

  test.each([
    ["image", "node", 1],
    ["dockerImage", "node:latest", 1],
    ["imageName", "registry.example.com/tool:1.2", 0],
    ["image", "cloudbuild@maven3.5.3-jdk8-open", 0],
    ["image", "shell4.2.46-git1.8.3-zip6.00", 0],
    ["image", "nodejs18", 0],
    ["image", "nodejs20.18.0", 0],
    ["image", "maven3.5.3-jdk8-open", 0],
    ["image", "docker18.03", 0],
    ["image", "docker-18.03", 0],
    ["image", "${image}", 0],
    ["imageTag", "latest", 0],
    ["imageRegex", "node", 0],
  ])("property %s: %s", (property, value, findings) => {
    const steps = [{ module: "m", name: "s", version: "1", properties: { [property]: value } }];
    expect(evaluate([resource("BuildJob", "api", { steps })], { all: "disabled", "step-image-pinned": "advisory" })).toHaveLength(
      findings,
    );
  });

  test("requires a digest, and a registry where that is configured", () => {
    const rule = { enforcementLevel: "advisory" as const, requireDigest: true, registries: ["*.example.com"] };
    const steps = (command: string) => [{ module: "m", name: "s", version: "1", properties: { command } }];
    const found = (command: string) =>
      evaluate([resource("BuildJob", "api", { steps: steps(command) })], { all: "disabled", "step-image-pinned": rule }).map(
        ({ message }) => message,
      );
    expect(found("docker run r.example.com/tool:1")).toEqual([expect.stringContaining("has no digest")]);
    expect(found(`docker run tool@${digest}`)).toEqual([expect.stringContaining("comes from docker.io")]);
    expect(found(`docker run r.example.com/tool@${digest}`)).toEqual([]);
  });
});

test("a command that is not known yet is named, not judged", () => {
  expect(judge("step-no-pipe-to-shell", unknown)).toEqual([
    expect.stringMatching(/^steps\[0\]\.properties\.command: not known before/),
  ]);
});
