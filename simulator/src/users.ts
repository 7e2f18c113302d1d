/** Who may call: the demo account and its users. All of it is made up and printed at start. */
import type { JobRight } from "./store/model";

export type RoleName = "project_admin" | "developer" | "viewer";

export interface User {
  id: string;
  name: string;
  nickName: string;
  password: string;
  accessKey: string;
  secretKey: string;
  /** Absent: the user has no rights at all. */
  role?: RoleName;
  /** The tenant account itself, not a user of it. */
  tenant: boolean;
  /** A temporary key pair that is good only with its token. */
  temporary?: { accessKey: string; secretKey: string; securityToken: string };
}

export interface Role {
  id: number;
  name: RoleName;
  create: boolean;
  group: boolean;
  rights: Record<JobRight, boolean>;
}

const everything: Record<JobRight, boolean> = {
  modify: true,
  delete: true,
  view: true,
  execute: true,
  copy: true,
  forbidden: true,
  manager: true,
};

export const roles: readonly Role[] = [
  { id: -1, name: "project_admin", create: true, group: true, rights: everything },
  { id: 4, name: "developer", create: true, group: true, rights: { ...everything, manager: false } },
  {
    id: 9,
    name: "viewer",
    create: false,
    group: false,
    rights: { modify: false, delete: false, view: true, execute: false, copy: false, forbidden: false, manager: false },
  },
];

export const domain = { id: "5f2d1c0b9a8e7d6c5b4a39281706f5e4", name: "simulator-demo" };

function user(index: number, name: string, role: RoleName | undefined, temporary: boolean): User {
  const label = name.toUpperCase();
  return {
    id: `${index}`.repeat(8).padEnd(32, "c0de5a1e"),
    name,
    nickName: name,
    password: `made-up-${name}-password`,
    accessKey: `SIMULATOR${label}KEY`.padEnd(20, "0"),
    secretKey: `made-up-secret-of-${name}`.padEnd(40, "0"),
    role,
    tenant: index === 1,
    ...(temporary && {
      temporary: {
        accessKey: `SIMTEMPORARY${label}`.padEnd(20, "0"),
        secretKey: `made-up-temporary-secret-of-${name}`.padEnd(40, "0"),
        securityToken: `made-up-security-token-of-${name}==`,
      },
    }),
  };
}

/** The account (all rights), a developer, a reader, and a user without rights. */
export const users: readonly [User, ...User[]] = [
  user(1, "demo", "project_admin", true),
  user(2, "developer", "developer", false),
  user(3, "reader", "viewer", false),
  user(4, "outsider", undefined, false),
];

export function roleOf(caller: User): Role | undefined {
  return roles.find((role) => role.name === caller.role);
}

export function userById(id: string): User | undefined {
  return users.find((candidate) => candidate.id === id);
}

export function userName(id: string): string {
  return userById(id)?.name ?? id;
}
