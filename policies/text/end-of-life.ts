/**
 * End of support of the software in an image. Dates are those of endoflife.date (https://endoflife.date, MIT licence), read on
 * 2026-11-28 from its state of 2026-08-22; for Java of the last free vendor, for Debian the end of LTS.
 */
import { parseImageReference } from "./image-reference";

interface Product {
  title: string;
  /** Names of images, and of the service's own build environments. */
  names: string;
  /** Version and last day; no day if none is set yet. */
  cycles: string;
}

// biome-ignore format: a table
const products: readonly Product[] = [
  { title: "Node.js", names: "node nodejs", cycles: "26:2029-04-30 25:2026-06-01 24:2028-04-30 23:2025-06-01 22:2027-04-30 21:2024-06-01 20:2026-04-30 19:2023-06-01 18:2025-04-30 17:2022-06-01 16:2023-09-11 15:2021-06-01 14:2023-04-30 13:2020-06-01 12:2022-04-30 11:2019-06-30 10:2021-04-30 9:2018-06-30 8:2019-12-31 7:2017-06-30 6:2019-04-30 5:2016-06-30 4:2018-04-30" },
  { title: "Python", names: "python", cycles: "3.14:2030-10-31 3.13:2029-10-31 3.12:2028-10-31 3.11:2027-10-31 3.10:2026-10-31 3.9:2025-10-31 3.8:2024-10-07 3.7:2023-06-27 3.6:2021-12-23 3.5:2020-09-30 3.4:2019-03-18 3.3:2017-09-29 3.2:2016-02-20 2.7:2020-01-01 3.1:2012-04-09 3.0:2009-06-27" },
  { title: "Go", names: "golang go", cycles: "1.27: 1.26: 1.25:2026-08-19 1.24:2026-02-10 1.23:2025-08-12 1.22:2025-02-11 1.21:2024-08-13 1.20:2024-02-06 1.19:2023-09-06 1.18:2023-02-01 1.17:2022-08-02 1.16:2022-03-15 1.15:2021-08-16 1.14:2021-02-16 1.13:2020-08-11 1.12:2020-02-25 1.11:2019-09-03 1.10:2019-02-25" },
  { title: "Java", names: "eclipse-temurin amazoncorretto openjdk zulu-openjdk jdk", cycles: "26:2026-10-31 25:2033-09-30 24:2025-10-31 23:2025-04-30 22:2024-10-15 21:2031-09-30 20:2023-10-17 19:2023-04-19 18:2022-10-18 17:2029-10-31 16:2021-10-19 15:2023-03-31 14:2020-09-30 13:2023-03-31 12:2019-09-30 11:2032-01-31 10:2018-09-30 9:2018-03-31 8:2030-12-31 7:2022-07-31 6:2018-12-31" },
  { title: "PHP", names: "php", cycles: "8.5:2029-12-31 8.4:2028-12-31 8.3:2027-12-31 8.2:2026-12-31 8.1:2025-12-31 8.0:2023-11-26 7.4:2022-11-28 7.3:2021-12-06 7.2:2020-11-30 7.1:2019-12-01 7.0:2019-01-10 5.6:2018-12-31 5.5:2016-07-21 5.4:2015-09-14 5.3:2014-08-14 5.2:2011-01-06 5.1:2006-08-24 5.0:2005-09-05" },
  { title: "Ruby", names: "ruby", cycles: "4.0:2029-03-31 3.4:2028-03-31 3.3:2027-03-31 3.2:2026-03-31 3.1:2025-03-26 3.0:2024-04-23 2.7:2023-03-31 2.6:2022-03-31 2.5:2021-03-31 2.4:2020-03-31 2.3:2019-03-31 2.2:2018-03-31 2.1:2017-03-31 2.0.0:2016-02-24" },
  { title: ".NET", names: "dotnet/sdk dotnet/runtime dotnet/aspnet", cycles: "10:2028-11-14 9:2026-11-10 8:2026-11-10 7:2024-05-14 6:2024-11-12 5:2022-05-10 3.1:2022-12-13 3.0:2020-03-03 2.2:2019-12-23 2.1:2021-08-21 2.0:2018-10-01 1.1:2019-06-27 1.0:2019-06-27" },
  { title: "Alpine Linux", names: "alpine", cycles: "3.24:2028-06-01 3.23:2027-11-01 3.22:2027-05-01 3.21:2026-11-01 3.20:2026-04-01 3.19:2025-11-01 3.18:2025-05-09 3.17:2024-11-22 3.16:2024-05-23 3.15:2023-11-01 3.14:2023-05-01 3.13:2022-11-01 3.12:2022-05-01 3.11:2021-11-01 3.10:2021-05-01 3.9:2020-11-01 3.8:2020-05-01 3.7:2019-11-01 3.6:2019-05-01 3.5:2018-11-01 3.4:2018-05-01 3.3:2017-11-01 3.2:2017-05-01 3.1:2016-11-01 3.0:2016-05-01" },
  { title: "Debian", names: "debian", cycles: "13:2030-06-30 12:2028-06-30 11:2026-08-31 10:2024-06-30 9:2022-07-01 8:2020-06-30 7:2018-05-31" },
  { title: "Ubuntu", names: "ubuntu", cycles: "26.04:2031-04-30 25.10:2026-07-01 25.04:2026-01-17 24.10:2025-07-10 24.04:2029-05-31 23.10:2024-07-12 23.04:2024-01-20 22.10:2023-07-20 22.04:2027-04-01 21.10:2022-07-14 21.04:2022-01-20 20.10:2021-07-22 20.04:2025-05-31 19.10:2020-07-06 19.04:2020-01-23 18.10:2019-07-18 18.04:2023-05-31 17.10:2018-07-19 17.04:2018-01-13 16.10:2017-07-20 16.04:2021-04-02 15.10:2016-07-28 15.04:2016-02-04 14.10:2015-07-23 14.04:2019-04-02" },
  { title: "CentOS", names: "centos", cycles: "8:2021-12-31 7:2024-06-30 6:2020-11-30 5:2017-03-31" },
  { title: "Fedora", names: "fedora", cycles: "44:2027-06-02 43:2026-12-09 42:2026-05-27 41:2025-12-15 40:2025-05-13 39:2024-11-26 38:2024-05-21 37:2023-12-05 36:2023-05-16 35:2022-12-13 34:2022-06-07 33:2021-11-30 32:2021-05-25 31:2020-11-24 30:2020-05-26" },
  { title: "Amazon Linux", names: "amazonlinux", cycles: "2023:2029-06-30 2:2026-06-30" },
];

const codenames: Readonly<Record<string, readonly [title: string, version: string]>> = {
  wheezy: ["Debian", "7"],
  jessie: ["Debian", "8"],
  stretch: ["Debian", "9"],
  buster: ["Debian", "10"],
  bullseye: ["Debian", "11"],
  bookworm: ["Debian", "12"],
  trixie: ["Debian", "13"],
  trusty: ["Ubuntu", "14.04"],
  xenial: ["Ubuntu", "16.04"],
  bionic: ["Ubuntu", "18.04"],
  focal: ["Ubuntu", "20.04"],
  jammy: ["Ubuntu", "22.04"],
  noble: ["Ubuntu", "24.04"],
};

const dates = new Map(products.map(({ title, cycles }) => [title, new Map(cycles.split(" ").map(readCycle))]));
const titles = new Map(products.flatMap(({ title, names }) => names.split(" ").map((name): [string, string] => [name, title])));

function readCycle(cycle: string): [version: string, end: string] {
  const colon = cycle.indexOf(":");
  return [cycle.slice(0, colon), cycle.slice(colon + 1)];
}

/** Software of an image, by name and tag, with the last day of its support, such as 2026-12-31. */
export interface Support {
  /** `Node.js 16`. */
  what: string;
  until: string;
}

/** The supports of an image reference, or of one of the service's own names such as `nodejs18`, with a known end. */
export function supportsOf(image: string): Support[] {
  return partsOf(image.slice(0, 600)).flatMap(([title, version]) => {
    const until = endOf(title, version);
    return until ? [{ what: `${title} ${version}`, until }] : [];
  });
}

type Named = [title: string, version: string];
const named = (...pair: Named): Named => pair;

function partsOf(text: string): Named[] {
  const own = /^(?:cloudbuild@)?([a-z]+)[-_]?v?(\d{1,4}(?:\.\d{1,4}){0,2})(?![\d.]*[/:])/i.exec(text);
  if (own && !text.includes("/") && !/:\S/.test(text.replace(/^cloudbuild@/, ""))) {
    const title = titles.get((own[1] ?? "").toLowerCase());
    return [...(title && own[2] ? [named(title, own[2])] : []), ...javaIn(text)];
  }
  const image = parseImageReference(text);
  if (image?.tag === undefined) return [];
  const path = image.repository.split("/");
  const title = titles.get(path.at(-1) ?? "") ?? titles.get(path.slice(-2).join("/"));
  const version = /^v?(\d{1,4}(?:\.\d{1,4}){0,2})/.exec(image.tag)?.[1];
  const alpine = /(?:^|-)alpine(\d\.\d{1,3})/.exec(image.tag)?.[1];
  return [
    ...(title && version ? [named(title, version)] : []),
    ...(alpine ? [named("Alpine Linux", alpine)] : []),
    ...image.tag.split("-").flatMap((part) => (Object.hasOwn(codenames, part) ? [named(...(codenames[part] ?? ["", ""]))] : [])),
    ...(title === "Java" ? [] : javaIn(image.tag)),
  ];
}

/** `gradle:7.4-jdk16`, `maven3.6.1-jdk10`, `maven:3.9-eclipse-temurin-17`. */
function javaIn(text: string): Named[] {
  const version =
    /(?:^|[-_])(?:open)?(?:jdk|jre|eclipse-temurin|temurin|amazoncorretto|corretto)[-_]?(\d{1,2})(?!\d|\.\d*[A-Za-z])/.exec(
      text,
    )?.[1];
  return version ? [["Java", version]] : [];
}

/** Of a version that names less than a cycle (`php:7`) the end of the latest matching cycle. */
function endOf(title: string, version: string): string | undefined {
  const cycles = dates.get(title);
  const parts = version.split(".");
  for (let length = parts.length; length > 0; length--) {
    const end = cycles?.get(parts.slice(0, length).join("."));
    if (end !== undefined) return end;
  }
  const ends = [...(cycles ?? [])].filter(([cycle]) => cycle.startsWith(`${parts[0]}.`)).map(([, end]) => end);
  return ends.length === 0 || ends.includes("") ? undefined : ends.sort().at(-1);
}
