/** Settings whose values are secret, for the client and for programs, which must not load the client. */
export const secretSettings: ReadonlySet<string> = new Set(["secretKey", "securityToken", "password"]);
