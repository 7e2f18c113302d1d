/** Stored files (keystores, certificates, settings) and who may use them. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function keystores(call: Call) {
  return {
    /**
     * Upload a file.
     * Limits: 100 KB; .xml, .key, .keystore, .jks, .crt, .pem; 20 files per user. `privacy` is the consent to the privacy
     * statement: "true".
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation uploadKeystore, source: manual 4.78.
     */
    upload: (body: Body<"uploadKeystore">, options?: CallOptions): Promise<Answer<"uploadKeystore">> =>
      call("uploadKeystore", { body }, options),

    /**
     * List the stored files of the tenant.
     * Pages: page from 1, page_size at most 100. All rows: `client.each("listKeystores", …)`.
     * Operation listKeystores, source: manual 4.63.
     */
    list: (query?: Query<"listKeystores">, options?: CallOptions): Promise<Answer<"listKeystores">> =>
      call("listKeystores", { query }, options),

    /**
     * List the stored files the caller may use.
     * Operation listUsableKeystores, source: manual 4.65.
     */
    listUsable: (options?: CallOptions): Promise<Answer<"listUsableKeystores">> => call("listUsableKeystores", {}, options),

    /**
     * Change name, description and sharing of a stored file.
     * All four fields are needed together; share is 0 or 1.
     * Operation updateKeystore, source: manual 4.77.
     */
    update: (id: string, body: Body<"updateKeystore">, options?: CallOptions): Promise<Answer<"updateKeystore">> =>
      call("updateKeystore", { path: { id }, body }, options),

    /**
     * Delete a stored file.
     * Operation deleteKeystore, source: manual 4.59.
     */
    delete: (keystoreId: string, options?: CallOptions): Promise<Answer<"deleteKeystore">> =>
      call("deleteKeystore", { path: { keystore_id: keystoreId } }, options),

    /**
     * Download a stored file.
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadKeystore, source: manual 4.58.
     */
    download: (query: Query<"downloadKeystore">, options?: CallOptions): Promise<Answer<"downloadKeystore">> =>
      call("downloadKeystore", { query }, options),

    /**
     * Download a stored file of a tenant by file name.
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadKeystoreByFileName, source: manual 4.3.
     */
    downloadByFileName: (
      query: Query<"downloadKeystoreByFileName">,
      options?: CallOptions,
    ): Promise<Answer<"downloadKeystoreByFileName">> => call("downloadKeystoreByFileName", { query }, options),

    /**
     * List the permissions on a file.
     * Pages: page from 1 (as text), page_size at most 100. All rows: `client.each("listKeystorePermissions", …)`.
     * Operation listKeystorePermissions, source: manual 4.107.
     */
    listPermissions: (
      keystoreId: string,
      query: Query<"listKeystorePermissions">,
      options?: CallOptions,
    ): Promise<Answer<"listKeystorePermissions">> =>
      call("listKeystorePermissions", { path: { keystore_id: keystoreId }, query }, options),

    /**
     * Grant a user a permission on a file.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation addKeystorePermission, source: manual 4.57.
     */
    addPermission: (body: Body<"addKeystorePermission">, options?: CallOptions): Promise<Answer<"addKeystorePermission">> =>
      call("addKeystorePermission", { body }, options),

    /**
     * Change the permission of a user on a file.
     * Operation updateKeystorePermission, source: manual 4.56.
     */
    updatePermission: (
      body: Body<"updateKeystorePermission">,
      options?: CallOptions,
    ): Promise<Answer<"updateKeystorePermission">> => call("updateKeystorePermission", { body }, options),

    /**
     * Revoke a permission on a file.
     * Operation deleteKeystorePermission, source: manual 4.106.
     */
    deletePermission: (permissionId: string, options?: CallOptions): Promise<Answer<"deleteKeystorePermission">> =>
      call("deleteKeystorePermission", { path: { permission_id: permissionId } }, options),
  };
}
