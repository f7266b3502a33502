/** One field of a line: its text as meant, and where it begins in the file. */
export interface Field {
  readonly text: string;
  readonly offset: number;
}

/** Something that breaks the rules of quoting, with its place. */
export interface QuoteFault {
  readonly kind: "unclosedQuote" | "textAfterQuote";
  readonly offset: number;
}

/**
 * Splits CSV (RFC 4180) into records: fields may be quoted, hold separators and line breaks inside quotes, and a doubled quotation mark
 * stands for one. Lines end in LF, CRLF or CR; lines without any text are skipped.
 * @param start where to begin, after a byte-order mark.
 */
export function csvRecords(
  text: string,
  separator: string,
  start: number,
): { readonly records: readonly (readonly Field[])[]; readonly faults: readonly QuoteFault[] } {
  const records: (readonly Field[])[] = [];
  const faults: QuoteFault[] = [];
  let fields: Field[] = [];
  let wasQuoted = false;
  const endRecord = (): void => {
    const isBlank = fields.length === 1 && fields[0]!.text === "" && !wasQuoted;
    if (fields.length > 0 && !isBlank) records.push(fields);
    fields = [];
    wasQuoted = false;
  };
  for (let at = start; at <= text.length; ) {
    const from = skipSpace(text, at, separator);
    const field = text[from] === '"' ? quotedField(text, from, separator) : plainField(text, at, separator);
    if (field.quoted) wasQuoted = true;
    faults.push(...field.faults);
    fields.push({ text: field.text, offset: field.quoted ? from : skipSpace(text, at, separator) });
    at = field.end;
    if (text[at] === separator) {
      at++;
      continue;
    }
    endRecord();
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
  }
  return { records, faults };
}

interface ReadField {
  readonly text: string;
  readonly end: number;
  readonly quoted: boolean;
  readonly faults: readonly QuoteFault[];
}

function isEnd(char: string | undefined, separator: string): boolean {
  return char === undefined || char === separator || char === "\n" || char === "\r";
}

function skipSpace(text: string, from: number, separator: string): number {
  let at = from;
  while ((text[at] === " " || text[at] === "\t") && text[at] !== separator) at++;
  return at;
}

function plainField(text: string, from: number, separator: string): ReadField {
  let end = from;
  while (!isEnd(text[end], separator)) end++;
  return { text: text.slice(from, end).trim(), end, quoted: false, faults: [] };
}

function quotedField(text: string, from: number, separator: string): ReadField {
  let content = "";
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      const fault = { kind: "unclosedQuote", offset: from } as const;
      return { text: content, end: text.length, quoted: true, faults: [fault] };
    }
    content += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      at = quote + 1;
      break;
    }
    content += '"';
    at = quote + 2;
  }
  const after = skipSpace(text, at, separator);
  if (isEnd(text[after], separator)) return { text: content.trim(), end: after, quoted: true, faults: [] };
  let end = after;
  while (!isEnd(text[end], separator)) end++;
  return { text: content.trim(), end, quoted: true, faults: [{ kind: "textAfterQuote", offset: after }] };
}
