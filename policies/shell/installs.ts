/** Installations of packages without a lock file. */
import { programOf } from "./programs";
import type { Invocation, Script, Word } from "./script";
import { isSwitchedOn, operandsOf, toolOf } from "./tools";

interface Complaint {
  start: number;
  says: string;
}

interface Install {
  /** First operand: `install`, `add`, `sync`. */
  verb: string;
  /** The operands after it. */
  rest: readonly Word[];
  has: (option: RegExp) => boolean;
  script: Script;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Options with a value. */
const ofNode = words(
  "--prefix -C --cwd --dir --registry --cache --cache-folder --loglevel --userconfig --workspace --filter -F --tag --omit --include --only --store-dir --network-timeout --network-concurrency --mutex --reporter",
);
const ofPip = words(
  "-i --index-url --extra-index-url -f --find-links -r --requirement -c --constraint -t --target --root --log -e --editable --platform --cache-dir --prefix --python -p --proxy --timeout --retries --trusted-host",
);
const ofOthers = words(
  "-C --directory --working-dir -d --project --python --group --extra --only-group --no-group --with --without --only -n --namespace -p --manifest-path --cache-dir",
);

function valuedOptions(name: string): ReadonlySet<string> {
  if (name === "npm") return new Set([...ofNode, "-w"]);
  if (/^(?:pnpm|yarn|bun)$/.test(name)) return ofNode;
  return name === "pip" ? ofPip : ofOthers;
}

const newest = (words: readonly Word[]): string => `${words[0]?.text.slice(0, 60)} is installed in its newest version`;
const addsPackages = /^(?:add|install|i|in|ins|inst|insta|instal|isnt|isntall)$/;
const updates = /^(?:update|up|upgrade|udpate)$/;

const checks: Readonly<Record<string, (install: Install) => string | undefined>> = {
  npm({ verb, rest, has }) {
    if (has(/^(?:-g|--global|--location=global|--package-lock-only|--dry-run)$/)) return undefined;
    if (updates.test(verb)) return "npm update installs versions other than those of the lock file; write npm ci";
    if (!addsPackages.test(verb)) return undefined;
    if (rest.length === 0) return "npm install may install versions other than those of the lock file; write npm ci";
    return besideLockFile(rest);
  },
  yarn({ verb, rest, has, script }) {
    if (updates.test(verb))
      return "yarn upgrade installs versions other than those of the lock file; write yarn install --immutable";
    if (verb === "add") return besideLockFile(rest);
    const installs = verb === "install" || (verb === "" && !has(/^(?:-v|--version|-h|--help)$/));
    if (!installs || has(/^--(?:immutable|frozen-lockfile)(?:=true)?$/) || isSwitchedOn(script, "YARN_ENABLE_IMMUTABLE_INSTALLS"))
      return undefined;
    return "yarn install may install versions other than those of the lock file; add --immutable (Yarn 1: --frozen-lockfile)";
  },
  pnpm({ verb, rest, has, script }) {
    if (has(/^(?:-g|--global|--lockfile-only)$/)) return undefined;
    if (updates.test(verb))
      return "pnpm update installs versions other than those of the lock file; write pnpm install --frozen-lockfile";
    if (verb === "add" || (addsPackages.test(verb) && rest.length > 0)) return besideLockFile(rest);
    const isFrozen = has(/^--frozen-lockfile(?:=true)?$/) || (isSwitchedOn(script, "CI") && !has(/^--no-frozen-lockfile$/));
    if (!addsPackages.test(verb) || isFrozen) return undefined;
    return "pnpm install may install versions other than those of the lock file; add --frozen-lockfile";
  },
  bun({ verb, rest, has }) {
    if (has(/^(?:-g|--global)$/)) return undefined;
    if (updates.test(verb)) return "bun update installs versions other than those of the lock file; write bun ci";
    if (verb === "add" || (addsPackages.test(verb) && rest.length > 0)) return besideLockFile(rest);
    if (!addsPackages.test(verb) || has(/^--frozen-lockfile$/)) return undefined;
    return "bun install may install versions other than those of the lock file; add --frozen-lockfile";
  },
  composer: ({ verb, has }) =>
    /^(?:update|u|upgrade|require)$/.test(verb) && !has(/^(?:--lock|--dry-run|global)$/)
      ? `composer ${verb} changes the lock file; write composer install`
      : undefined,
  bundle: ({ verb }) => (verb === "update" ? "bundle update ignores the lock file; write bundle install" : undefined),
  poetry: ({ verb, has }) =>
    verb === "update" || verb === "add" || (verb === "lock" && !has(/^--(?:check|no-update)$/))
      ? `poetry ${verb} changes the lock file; write poetry install`
      : undefined,
  pipenv({ verb, rest, has }) {
    if (verb === "update" || verb === "lock" || verb === "upgrade")
      return `pipenv ${verb} changes the lock file; write pipenv sync`;
    if (verb !== "install" || rest.length > 0 || has(/^--(?:deploy|ignore-pipfile)$/)) return undefined;
    return "pipenv install may change the lock file; write pipenv sync, or add --deploy";
  },
  uv({ verb, rest, has, script }) {
    if (has(/^(?:-U|--upgrade)$/) && (verb === "sync" || verb === "lock")) return "uv --upgrade ignores the lock file; remove it";
    if (verb === "add") return "uv add changes the lock file; write uv sync --locked";
    if (verb !== "sync" || rest.length > 0 || has(/^--(?:locked|frozen|check)$/)) return undefined;
    if (isSwitchedOn(script, "UV_LOCKED") || isSwitchedOn(script, "UV_FROZEN")) return undefined;
    return "uv sync may change the lock file; add --locked";
  },
  cargo: ({ verb }) =>
    verb === "add"
      ? "cargo add changes the lock file; add packages in the repository"
      : verb === "update"
        ? "cargo update ignores the lock file; remove it, and build with --locked"
        : undefined,
  go({ verb, rest, has }) {
    const floating = rest.filter(({ text }) => /@(?:latest|upgrade|patch|master|main)$/.test(text));
    if ((verb === "install" || verb === "get" || verb === "run") && floating.length > 0)
      return `${newest(floating)}; pin the version`;
    if (verb === "get" && has(/^-u(?:=patch)?$/)) return "go get -u installs versions other than those of go.mod; remove -u";
    return /^(?:build|test|install|run|vet)$/.test(verb) && has(/^-mod=mod$/)
      ? "-mod=mod lets the build change go.mod; remove it"
      : undefined;
  },
  helm: ({ verb, rest }) =>
    /^dep(?:s|endency|endencies)?$/.test(verb) && updates.test(rest[0]?.text ?? "")
      ? "helm dependency update ignores Chart.lock; write helm dependency build"
      : undefined,
  pod: ({ verb }) => (verb === "update" ? "pod update ignores Podfile.lock; write pod install --deployment" : undefined),
  flutter: (install) => pubCheck(install),
  dart: (install) => pubCheck(install),
  mix: ({ verb }) => (verb === "deps.update" ? "mix deps.update ignores mix.lock; write mix deps.get" : undefined),
  terraform: ({ verb, has }) =>
    verb === "init" && has(/^--?upgrade(?:=true)?$/) ? "terraform init -upgrade ignores the lock file; remove it" : undefined,
};

function pubCheck({ verb, rest }: Install): string | undefined {
  return verb === "pub" && rest[0]?.text === "upgrade"
    ? "pub upgrade ignores pubspec.lock; write pub get --enforce-lockfile"
    : undefined;
}

/** A package by name that is in no lock file; files, URLs and exact versions are fixed anyway. */
function besideLockFile(packages: readonly Word[]): string | undefined {
  const loose = packages.filter(({ text, literal }) => literal && !isFixed(text));
  return loose.length === 0 ? undefined : `${newest(loose)}; add it to the lock file, or pin an exact version`;
}

function isFixed(text: string): boolean {
  return /^(?:[./~]|file:|link:|workspace:|portal:)|:\/\/|^(?:git|github):|\.(?:tgz|tar\.gz)$|@(?:npm:.*@)?v?\d+\.\d+\.\d+[\w.+-]*$/.test(
    text,
  );
}

/** Packages installed without their lock files; for pip, without hashes where these are required. */
export function* looseInstalls(script: Script, pipHashes: boolean): Iterable<Complaint> {
  for (const run of script.runs) {
    const says = complaintAbout(run, script, pipHashes);
    if (says) yield { start: run.start, says };
  }
}

function complaintAbout(run: Invocation, script: Script, pipHashes: boolean): string | undefined {
  const program = programOf(run);
  if (program === undefined) return undefined;
  const { name, args } = toolOf(program);
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
  const isPip = pipHashes && (name === "pip" || name === "uv");
  if (check === undefined && !isPip) return undefined;
  const has = (option: RegExp) => args.some(({ text }) => option.test(text));
  const [first, ...others] = operandsOf(args, valuedOptions(name));
  const install: Install = { verb: first?.text ?? "", rest: others, has, script };
  if (isPip && isPipInstall(name, install)) return pipWithoutHashes(install);
  return check?.(install);
}

function isPipInstall(name: string, { verb, rest }: Install): boolean {
  return name === "pip" ? /^(?:install|download|wheel)$/.test(verb) : verb === "pip" && rest[0]?.text === "install";
}

function pipWithoutHashes({ rest, has }: Install): string | undefined {
  const packages = rest.filter(({ text }) => text !== "install" && !/^[./~]|\.(?:whl|tar\.gz)$|^file:/.test(text));
  const isLocal = packages.length === 0 && !has(/^(?:-r|--requirement)/);
  if (isLocal || has(/^--(?:require-hashes|no-index)$/)) return undefined;
  return "pip installs without comparing hashes; write pip install --require-hashes -r requirements.txt";
}
