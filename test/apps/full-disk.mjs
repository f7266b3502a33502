// Loaded before the command line: lets a disk be full after so many bytes, for machines where no small disk can be mounted.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

let left = Number(process.env.REKINDLE_TEST_DISK_BYTES ?? 300_000);
const write = fs.writeSync;
fs.writeSync = (handle, bytes, ...rest) => {
  left -= bytes.length;
  if (left < 0) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  return write(handle, bytes, ...rest);
};
syncBuiltinESMExports();
