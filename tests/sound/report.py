"""Tables as text for the terminal and as a document made from the template.

The template is Markdown in which these lines, each alone on its line, stand for something:
  [[table PART]]          the part's table
  [[if missed KEY ...]]   what follows, up to [[end]], only when one of these rows missed its target: the reason
  [[if has PART]]         what follows, up to [[end]], only when the part has rows
and within a line [[date]] and [[peers]], the day of the run and when and with what versions the peers were measured.
"""
import re

COLUMNS = ("measure", "Sweetspot", "target", "best peer")


def cells(result):
    missed = " (missed)" if result.met is False else ""
    return (result.measure, result.figure, result.target + missed, result.peer)


def as_text(title, results, skipped=()):
    lines = [cells(result) for result in results]
    widths = [max(len(line[i]) for line in [*lines, COLUMNS]) for i in range(len(COLUMNS))]
    row = lambda line: "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
    body = [row(COLUMNS), row(tuple("-" * width for width in widths)), *map(row, lines)] if lines else []
    return "\n".join([title, *(f"  {line}" for line in [*body, *skipped])]) + "\n"


def as_markdown(results):
    escaped = lambda cell: cell.replace("|", "\\|")
    lines = [COLUMNS, ("---",) * len(COLUMNS), *([escaped(cell) for cell in cells(result)] for result in results)]
    return "\n".join("|" + "|".join(f" {cell} " if cell else " " for cell in line) + "|" for line in lines)


def missed_keys(results):
    return {result.key for result in results if result.met is False}


def reasons_in(template):
    """Keys of rows for which the template says why a target may be missed."""
    return {key for line in re.findall(r"^\[\[if missed (.*)\]\]$", template, re.M) for key in line.split()}


def document(template, results_of, skipped_of, date, peers):
    """The template filled in. `results_of` and `skipped_of` go by part."""
    missed = {key for results in results_of.values() for key in missed_keys(results)}
    out, shown = [], True
    for line in template.splitlines():
        if found := re.fullmatch(r"\[\[if missed (.*)\]\]", line):
            shown = any(key in missed for key in found[1].split())
        elif found := re.fullmatch(r"\[\[if has (.*)\]\]", line):
            shown = bool(results_of.get(found[1]))
        elif line == "[[end]]":
            shown = True
        elif not shown:
            continue
        elif found := re.fullmatch(r"\[\[table (.*)\]\]", line):
            results = results_of.get(found[1], [])
            out.append(as_markdown(results) if results else "Not measured yet.")
            out.extend(f"\n{line}" for line in skipped_of.get(found[1], []))
        else:
            out.append(line.replace("[[date]]", date).replace("[[peers]]", peers))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).rstrip() + "\n"
