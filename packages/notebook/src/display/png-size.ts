const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function isPng(bytes: Uint8Array): boolean {
  return bytes.length >= 24 && SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/** Width and height in pixels of the picture, from the header that begins every PNG file. */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: header.getUint32(16), height: header.getUint32(20) };
}
