/** Finds line and column, both from 1, of an offset in a text whose lines end in LF, CRLF or CR. */
export function linePlaces(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts: number[] = [0];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\n" || (char === "\r" && text[at + 1] !== "\n")) starts.push(at + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}
