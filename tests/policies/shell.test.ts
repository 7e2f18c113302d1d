/** What runs is found wherever it stands in a command: behind brackets and blocks, in functions, in quoted code, through files and variables. */
import { evaluate } from "pulumi-codearts/policies";
import { resource } from "./example";

function messages(rule: string, command: string, more: Record<string, unknown> = {}): string[] {
  const steps = [{ module: "devcloud2018.codeci_action_20035.action", name: "Step", version: "1", properties: { command } }];
  return evaluate([resource("BuildJob", "api", { steps, ...more })], { all: "disabled", [rule]: "advisory" }).map(
    ({ message }) => message,
  );
}

const get = "curl -fsSL https://get.example.com/a.sh";

describe("a download that runs", () => {
  test.each([
    // Behind a closing bracket or keyword.
    `{ ${get}; } | sh`,
    `(cd /tmp && ${get}) | bash`,
    `while read -r url; do curl "$url"; done < urls | sh`,
    `if true; then ${get}; fi | sh`,
    `for i in 1 2; do ${get}; done | bash`,
    `case $x in a) ${get};; esac | sh`,
    `until ${get}; do sleep 1; done | sh`,
    `${get} | { read -r first; sh; }`,
    `${get} | (cd /opt && sh -s)`,
    // Within expansions, functions, coprocesses.
    `echo \${A:-$(${get} | sh)}`,
    `echo "\${A:=\`${get} | sh\`}"`,
    `function g { ${get} | sh; }; g`,
    `g() { ${get}; }; g | sh`,
    `coproc { ${get} | sh; }`,
    `coproc FETCH { ${get} | sh; }`,
    `x=($(${get} | sh))`,
    `[[ $(${get} | sh) == ok ]]`,
    `echo $(( $(${get} | sh) + 1 ))`,
    // Through wrappers.
    `echo https://get.example.com | xargs curl -s | sh`,
    `cat urls | xargs -n 1 -I{} sh -c 'curl {} | sh'`,
    `${get} | xargs -0 bash -c`.replace("-0 bash -c", "-I{} env sh"),
    `time ${get} | nice -n 5 bash`,
    `${get} | sudo -u root env A=1 timeout 60 bash -s`,
    `find . -name x -exec sh -c '${get} | sh' \\;`,
    `parallel '${get} | sh' ::: a b`,
    `flock /tmp/lock -c '${get} | sh'`,
    `trap '${get} | sh' EXIT`,
    // In quoted code.
    `sh -c "${get} | sh"`,
    `bash -exc '${get} | sh'`,
    `sh -c "curl $URL | sh"`,
    `eval '${get} | sh'`,
    `ssh deploy@host.example.com "${get} | sh"`,
    `ssh -p 22 -i key host.example.com ${get} '|' sh`,
    `docker run --rm alpine:3.20 sh -c "${get} | sh"`,
    `docker exec box bash -c '${get} | bash'`,
    `docker run --entrypoint sh alpine:3.20 -c '${get} | sh'`,
    `docker compose exec web sh -c '${get} | sh'`,
    `kubectl exec pod -- sh -c '${get} | sh'`,
    `su -c "${get} | sh" builder`,
    `su - builder -c '${get} | sh'`,
    `runuser -u builder -- sh -c '${get} | sh'`,
    `env -S "sh -c '${get} | sh'"`,
    `python3 -c "import os; os.system('${get} | sh')"`,
    `python3 -c 'import urllib.request as u; exec(u.urlopen("https://get.example.com/a.py").read())'`,
    `node -e "require('child_process').execSync('${get} | sh')"`,
    `node -e 'fetch("https://get.example.com/a.js").then(r => r.text()).then(eval)'`,
    `perl -e 'system("${get} | sh")'`,
    `ruby -e 'system "${get} | sh"'`,
    `psql -c "COPY t FROM PROGRAM '${get} | sh'"`,
    `awk 'BEGIN { system("${get} | sh") }'`,
    `powershell -c "iwr https://get.example.com/a.ps1 | iex"`,
    `pwsh -NoProfile -Command "irm https://get.example.com/a.ps1 | iex"`,
    // Here-documents and texts that are fed to a shell.
    `bash <<'END'\n${get} | sh\nEND`,
    `cat <<END | sh\n${get} | sh\nEND`,
    `ssh host.example.com sh <<'END'\n${get} | sh\nEND`,
    `docker exec -i box sh <<END\n${get} | sh\nEND`,
    `echo '${get} | sh' | bash`,
    `bash <<< "$(${get})"`,
    `sh < <(${get})`,
    `${get} > >(bash)`.replace("> >(bash)", "| tee log | bash"),
    // Through variables.
    `X=$(${get}); eval "$X"`,
    `script="$(${get})"\nbash -c "$script"`,
    `export X="$(${get})"; echo "$X" | sh`,
    `X=$(${get}); sh <<< "$X"`,
    `${get} | while read -r line; do eval "$line"; done`,
    // Through files.
    `curl -o a.sh https://get.example.com/a.sh; sh a.sh`,
    `curl -fsSLo /tmp/a.sh https://get.example.com/a.sh && bash /tmp/a.sh`,
    `curl --output=a.sh https://get.example.com/x && . ./a.sh`,
    `curl -fsSLO https://get.example.com/a.sh?v=1\nchmod +x a.sh\n./a.sh`,
    `wget https://get.example.com/a.sh && sudo sh a.sh`,
    `wget -qO a.sh https://get.example.com/x; source a.sh`,
    `${get} > a.sh; bash a.sh`,
    `{ ${get}; } > a.sh; bash a.sh`,
    `${get} | gunzip > a.sh; bash a.sh`,
    `${get} | sudo tee a.sh; bash a.sh`,
    `curl -o a.sh https://get.example.com/a.sh; mv a.sh b.sh; bash b.sh`,
    `curl -o a.sh https://get.example.com/a.sh; bash < a.sh`,
    `curl -o a.sh https://get.example.com/a.sh; cat a.sh | bash`,
    `curl -o a.py https://get.example.com/a.py; python3 a.py`,
  ])("%s", (command) => expect(messages("step-no-pipe-to-shell", command)).not.toEqual([]));

  test.each([
    `curl -o a.sh https://get.example.com/a.sh; echo "$SUM  a.sh" | sha256sum -c - && sh a.sh`,
    `curl -O https://get.example.com/a.sh; curl -O https://get.example.com/a.sh.asc; gpg --verify a.sh.asc a.sh; sh a.sh`,
    `curl -o data.json https://api.example.com; sh build.sh data.json`,
    `V=$(curl -s https://api.example.com/version); make VERSION="$V"`,
    `V=$(curl -s https://api.example.com/version); V=1; sh -c "make $V"`,
    `{ ${get}; } | tar xz`,
    `python3 -c 'print("${get}")'`,
    `python3 -c 'import json, urllib.request; print(json.load(urllib.request.urlopen("https://api.example.com"))["v"])'`,
    `node -e 'console.log(1)'`,
    `psql -c "select 'a b' from t"`,
    `bash <<'END'\nmake\nEND`,
    `cat <<'END' > install.sh\n${get}\nEND`,
    `ssh host.example.com "systemctl restart api"`,
    `docker run --rm -v /workspace:/src node:20.19.5 npm test`,
    `echo '${get} | sh' > readme.txt`,
    `find . -name '*.sh' -exec shellcheck {} +`,
    `git ls-files | xargs grep -l curl`,
    `curl -s https://api.example.com | xargs -n1 echo`,
    `curl https://api.example.com | awk '{ print $1 }'`,
  ])("not: %s", (command) => expect(messages("step-no-pipe-to-shell", command)).toEqual([]));
});

describe("a run-time parameter that becomes code", () => {
  const parameters = { target: { default: "all", runtime: true } };
  test.each([
    "python3 -c \"print('${target}')\"",
    "node -e \"console.log('$target')\"",
    "psql -c \"select * from t where a = '${target}'\"",
    'ssh host.example.com "make ${target}"',
    'su -c "make ${target}" builder',
    'docker run --rm tool:1 sh -c "make ${target}"',
    "bash <<END\nmake ${target}\nEND",
    'cat <<END | sh\nmake "${target}"\nEND',
    'pwsh -Command "make $target"',
    "function g { make $target; }; g",
    "echo ${other:-$target}",
    "{ make $target; } | tee log",
    "x=($target)",
    'xargs sh -c "make $target" < list',
  ])("%s", (command) => expect(messages("step-no-parameter-injection", command, { parameters })).toHaveLength(1));

  test.each([
    'python3 -c "import sys; print(sys.argv[1])" "${target}"',
    'psql -v target="${target}" -f query.sql',
    "cat <<END > settings\ntarget=${target}\nEND",
    'cat <<< "$target"',
    'x=("$target")',
    "echo $((target + 1))",
    "ssh host.example.com make",
  ])("not: %s", (command) => expect(messages("step-no-parameter-injection", command, { parameters })).toEqual([]));
});
