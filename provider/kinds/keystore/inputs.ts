import type { Declared } from "../../lifecycle/kind";

/** What a program declares for a stored file: a keystore, a certificate, a key or a settings file that builds use. */
export interface KeystoreInputs extends Declared {
  /**
   * File name, under which builds find it.
   * @default the resource's name
   * @limits ends in .xml, .key, .keystore, .jks, .crt or .pem; 1 to 255 characters, none of / \ : * ? " < > |
   */
  name: string;
  /**
   * The file's bytes in base64; `keystoreFile(path)` reads a file. The service cannot change the content of a file that
   * it has, so other content is uploaded as a new file.
   * @secret
   * @limits 1 byte to 100 KB (102,400 bytes) before base64; 20 files per user
   */
  content: string;
  /**
   * Shown beside the file.
   * @default empty
   */
  description?: string;
  /**
   * Whether every user of the account may use the file in builds.
   * @default false
   */
  shared?: boolean;
  /**
   * What single users may do, by user name. By key: entries of users that are not named here stay as they are, and the
   * entry of the user who uploaded the file, who may do everything, is never touched.
   * @default none
   */
  permissions?: { [userName: string]: KeystorePermission };
}

/** What one user may do with a file. */
export interface KeystorePermission {
  /**
   * User id, as IAM shows it.
   * @limits 1 to 64 characters
   */
  userId: string;
  /**
   * May use the file in builds.
   * @default true
   */
  use?: boolean;
  /**
   * May change name and description.
   * @default false
   */
  modify?: boolean;
  /**
   * May delete the file.
   * @default false
   */
  delete?: boolean;
  /**
   * May change these permissions.
   * @default false
   */
  manage?: boolean;
}
