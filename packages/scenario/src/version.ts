/** The version of all packages of the project; a test holds it to the manifest. */
export const PACKAGE_VERSION = "0.1.0";
