"""Writes written-by-nbformat.ipynb with Python's nbformat: what a notebook file looks like byte for byte."""
from pathlib import Path
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

print("nbformat", nbformat.__version__)
notebook = new_notebook(
    metadata={
        "kernelspec": {"display_name": "Deno", "language": "typescript", "name": "deno"},
        "language_info": {
            "name": "typescript", "file_extension": ".ts", "mimetype": "text/x.typescript",
            "codemirror_mode": "typescript", "nbconvert_exporter": "script", "pygments_lexer": "typescript",
        },
        "title": "Ünïcode “😀” \u2028 <&>",
    },
    cells=[
        new_markdown_cell("# A title\n\nText with a tab\tand a \\ backslash", id="title"),
        new_code_cell(
            'console.log("two\\nlines");\n({ a: 1 })\n', id="first", execution_count=1, metadata={"tags": ["b", "a"], "collapsed": False},
            outputs=[
                new_output("stream", name="stdout", text="two\nlines\n"),
                new_output("execute_result", execution_count=1, data={"text/plain": "{ a: 1 }"}),
                new_output(
                    "display_data",
                    data={
                        "image/png": "iVBORw0KGgo=", "text/html": "<b>1</b>\n<i>2</i>", "text/plain": "",
                        "application/vnd.vegalite.v6+json": {"mark": "bar", "data": {"values": [{"b": 0.25, "a": [], "c": {}, "n": None, "t": True, "x": [1e-7, 0.00005, -2.5e-05, 0.0001, 1e21, 1e-300, 0, 123456789012]}]}},
                    },
                    metadata={"image/png": {"width": 1, "height": 2}},
                ),
            ],
        ),
        new_code_cell("", id="empty"),
        new_raw_cell("raw", id="raw"),
    ],
)
nbformat.validate(notebook)
Path(__file__).with_name("written-by-nbformat.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
