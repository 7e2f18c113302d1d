/** Stored files (keystores, certificates, settings) and who may use them. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function keystores(call: Call) {
  return {
    /**
     * Upload a file.
     * Errors: an answer that was lost is not followed by a second try (`happened` is "unknown").
     * uploadKeystore, source: manual 4.78.
     */
    upload: (body: Body<"uploadKeystore">, options?: CallOptions): Promise<Answer<"uploadKeystore">> =>
      call("uploadKeystore", { body }, options),

    /**
     * List the stored files of the tenant.
     * listKeystores, source: manual 4.63.
     */
    list: (query?: Query<"listKeystores">, options?: CallOptions): Promise<Answer<"listKeystores">> =>
      call("listKeystores", { query }, options),

    /**
     * List the stored files the caller may use.
     * listUsableKeystores, source: manual 4.65.
     */
    listUsable: (options?: CallOptions): Promise<Answer<"listUsableKeystores">> => call("listUsableKeystores", {}, options),

    /**
     * Change name, description and sharing of a stored file.
     * updateKeystore, source: manual 4.77.
     */
    update: (id: string, body: Body<"updateKeystore">, options?: CallOptions): Promise<Answer<"updateKeystore">> =>
      call("updateKeystore", { path: { id }, body }, options),

    /**
     * Delete a stored file.
     * deleteKeystore, source: manual 4.59.
     */
    delete: (keystoreId: string, options?: CallOptions): Promise<Answer<"deleteKeystore">> =>
      call("deleteKeystore", { path: { keystore_id: keystoreId } }, options),

    /**
     * Download a stored file.
     * downloadKeystore, source: manual 4.58.
     */
    download: (query: Query<"downloadKeystore">, options?: CallOptions): Promise<Answer<"downloadKeystore">> =>
      call("downloadKeystore", { query }, options),

    /**
     * Download a stored file of a tenant by file name.
     * downloadKeystoreByFileName, source: manual 4.3.
     */
    downloadByFileName: (
      query: Query<"downloadKeystoreByFileName">,
      options?: CallOptions,
    ): Promise<Answer<"downloadKeystoreByFileName">> => call("downloadKeystoreByFileName", { query }, options),

    /**
     * List the permissions on a file.
     * listKeystorePermissions, source: manual 4.107.
     */
    listPermissions: (
      keystoreId: string,
      query: Query<"listKeystorePermissions">,
      options?: CallOptions,
    ): Promise<Answer<"listKeystorePermissions">> =>
      call("listKeystorePermissions", { path: { keystore_id: keystoreId }, query }, options),

    /**
     * Grant a user a permission on a file.
     * Errors: an answer that was lost is not followed by a second try (`happened` is "unknown").
     * addKeystorePermission, source: manual 4.57.
     */
    addPermission: (body: Body<"addKeystorePermission">, options?: CallOptions): Promise<Answer<"addKeystorePermission">> =>
      call("addKeystorePermission", { body }, options),

    /**
     * Change the permission of a user on a file.
     * updateKeystorePermission, source: manual 4.56.
     */
    updatePermission: (
      body: Body<"updateKeystorePermission">,
      options?: CallOptions,
    ): Promise<Answer<"updateKeystorePermission">> => call("updateKeystorePermission", { body }, options),

    /**
     * Revoke a permission on a file.
     * deleteKeystorePermission, source: manual 4.106.
     */
    deletePermission: (permissionId: string, options?: CallOptions): Promise<Answer<"deleteKeystorePermission">> =>
      call("deleteKeystorePermission", { path: { permission_id: permissionId } }, options),
  };
}
