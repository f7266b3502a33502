import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeIssues } from "../../src/text/placed-issue.ts";
import { readSheet } from "../../src/sheet/read-sheet.ts";

function sheetOf(text: string, fileName?: string) {
  const read = readSheet(text, fileName === undefined ? {} : { fileName });
  if (read.kind === "invalid") throw new Error(describeIssues(read.issues));
  return read.value;
}

function toldOf(text: string, fileName = "a.csv"): readonly string[] {
  const read = readSheet(text, { fileName });
  return read.kind === "valid" ? [] : describeIssues(read.issues).split("\n");
}

describe("readSheet of CSV", () => {
  it.each([
    ["commas", "study,event,n\nA,1,2\nB,3,4\n"],
    ["semicolons", "study;event;n\nA;1;2\nB;3;4\n"],
    ["tabs", "study\tevent\tn\nA\t1\t2\nB\t3\t4\n"],
    ["what a spreadsheet says of its separator", "sep=;\r\nstudy;event;n\r\nA;1;2\r\nB;3;4\r\n"],
    ["Windows line ends", "study,event,n\r\nA,1,2\r\nB,3,4\r\n"],
    ["old Macintosh line ends", "study,event,n\rA,1,2\rB,3,4\r"],
    ["a byte-order mark", "\uFEFFstudy,event,n\nA,1,2\nB,3,4\n"],
    ["quotes", '"study","event","n"\n"A","1","2"\n"B","3","4"\n'],
    ["no line end at the end", "study,event,n\nA,1,2\nB,3,4"],
    ["blank lines", "\n\nstudy,event,n\n\nA,1,2\n   \nB,3,4\n\n"],
    ["space around fields", ' study , event , n \n A , 1 , 2\n "B" , 3 , 4 \n'],
    ["empty columns of a spreadsheet", "study,event,n,,\nA,1,2,,\nB,3,4,,\n,,,,\n"],
  ])("reads %s", (_, text) => {
    const { columns, rows } = sheetOf(text);
    expect(columns).exactly(["study", "event", "n"]);
    expect(rows).exactly([
      ["A", "1", "2"],
      ["B", "3", "4"],
    ]);
  });

  it("reads separators, quotation marks and line breaks inside quotes", () => {
    const { rows, placeOf } = sheetOf('study,n\n"Ho, ""the pilot""\nof 2013",20\nDunn;2019,10\n', "a.csv");
    expect(rows).exactly([
      ['Ho, "the pilot"\nof 2013', "20"],
      ["Dunn;2019", "10"],
    ]);
    expect(placeOf({ row: 1, column: 1 })).exactly({ file: "a.csv", line: 4, column: 11 });
  });

  it("takes the row names that R writes as a column without a name", () => {
    expect(sheetOf('"","event","n"\n"1",3,10\n"2",4,11\n').columns).exactly(["", "event", "n"]);
  });

  it.each<[string, string, readonly string[]]>([
    ["nothing", "", ["a.csv:1:1 the file is empty; the first line names the columns"]],
    ["only blank lines", "\n \n", ["a.csv:1:1 the file is empty; the first line names the columns"]],
    ["only a head", "event,n\n", ["a.csv:1:1 there are no rows under the names of the columns"]],
    ["a binary file", "event,n\n\u0000", ["a.csv:2:1 this is no text: it holds a null character, as binary files do"]],
    [
      "an open quotation mark",
      'study,n\n"A,1\nB,2\n',
      ['a.csv:2:1 this quotation mark is never closed; inside quotes, write "" for one mark'],
    ],
    [
      "text after a closing quotation mark",
      'study,n\n"A"b,1\n"C" d,2\n',
      [
        'a.csv:2:4 text follows a closing quotation mark; separate fields, or write "" for a quotation mark inside quotes',
        'a.csv:3:5 text follows a closing quotation mark; separate fields, or write "" for a quotation mark inside quotes',
      ],
    ],
    [
      "rows of other lengths, a column without a name and one named twice",
      "study,n,n,,x\nA,1,2,3,4\nB,1\nC,1,2,3,4,5\n",
      [
        'a.csv:1:9 the column "n" is named twice; column 2 has this name already',
        "a.csv:1:11 column 4 has no name; the first line names the columns",
        "a.csv:3:3 this row has 2 fields under 5 names; quote texts that hold the separator, and write decimal points, not commas",
        "a.csv:4:11 this row has 6 fields under 5 names; quote texts that hold the separator, and write decimal points, not commas",
      ],
    ],
    [
      "row names without a name, as R's write.table has them",
      "event,n\nA,1,2\nB,3,4\n",
      ["a.csv:1:1 every row has one field more than there are names; name the first column too, as R's write.csv does"],
    ],
  ])("tells of %s", (_, text, told) => {
    expect(toldOf(text)).exactly(told);
  });

  it("gives back whatever was written with quotes", () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\u0000"));
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"), (rows, separator, end) => {
        const names = rows[0]!.map((_text, i) => `c${i}`);
        const quoted = rows.map((row) => ["k", ...row, "z"]);
        const lines = [["a", ...names, "b"], ...quoted].map((row) =>
          row.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator),
        );
        expect(sheetOf(lines.join(end)).rows).exactly(quoted.map((row) => row.map((text) => text.trim())));
      }),
    );
  });

  it("reads or refuses any text, and never breaks", () => {
    const hostile = fc.string({
      unit: fc.constantFrom('"', ",", ";", "\t", "\n", "\r", " ", "a", "1", "\uFEFF"),
      maxLength: 40,
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readSheet(text);
        if (read.kind === "invalid") {
          for (const { line, column } of read.issues) expect(line >= 1 && column >= 1).exactly(true);
          return;
        }
        for (const row of read.value.rows) expect(row.length).exactly(read.value.columns.length);
      }),
    );
  });

  it("reads a hundred thousand rows in a second or two", () => {
    const text = `study,event,n\n${"A name,12,20\n".repeat(100_000)}`;
    expect(sheetOf(text).rows.length).exactly(100_000);
  });
});

describe("readSheet of YAML", () => {
  it("reads a list of rows; a row may lack a column", () => {
    const { columns, rows, placeOf } = sheetOf(
      "- { study: A, event: 1, n: 2 }\n- { study: B, n: 4, tier: x }\n",
      "a.yaml",
    );
    expect(columns).exactly(["study", "event", "n", "tier"]);
    expect(rows).exactly([
      ["A", "1", "2", ""],
      ["B", "", "4", "x"],
    ]);
    expect(placeOf({ row: 1, column: 2 })).exactly({ file: "a.yaml", line: 2, column: 18 });
  });

  it.each([
    ["study: A\n", "a.yaml:1:1 the file is not a list of rows; write a row as - { study: Ho 2013, event: 5, n: 20 }"],
    ["- 3\n- { n: [1] }\n", "a.yaml:1:3 0: is not a row; write a row as { study: Ho 2013, event: 5, n: 20 }"],
    ["- { n: [1] }\n", "a.yaml:1:8 0.n: is not a single value; a number or a text"],
  ])("tells of %j", (text, told) => {
    expect(toldOf(text, "a.yaml")[0]).exactly(told);
  });
});
