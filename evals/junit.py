"""A run as JUnit XML, which continuous integration shows case by case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from evals.scoring import Outcome

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(path: Path, suite: str, outcomes: Sequence[Outcome]) -> None:
    """Writes a test case for each outcome: a failure where it is not right, an error where the run failed. No times: those are the run's own file."""
    wrong = [outcome for outcome in outcomes if not outcome.record.right]
    errors = sum(outcome.reply is None for outcome in wrong)
    counts = {"tests": str(len(outcomes)), "failures": str(len(wrong) - errors), "errors": str(errors)}
    root = ElementTree.Element("testsuites")
    element = ElementTree.SubElement(root, "testsuite", {"name": _xml(suite), **counts})
    for outcome in outcomes:
        case = ElementTree.SubElement(element, "testcase", {"classname": _xml(f"{suite}.{outcome.case.kind}"), "name": _xml(outcome.case.id)})
        if not outcome.record.right:
            fault = {"type": outcome.record.cause or "", "message": _xml(outcome.why)}
            ElementTree.SubElement(case, "failure" if outcome.reply else "error", fault).text = _xml(_details(outcome))
    ElementTree.indent(root, " ")
    path.write_bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _details(outcome: Outcome) -> str:
    expected = "; ".join(" / ".join(fact.any) for fact in outcome.case.expect.facts) or "an abstention"
    return f"question: {outcome.case.question}\nexpected: {expected}\nanswer: {outcome.reply.text if outcome.reply else '(none)'}\n"


def _xml(text: str) -> str:
    """Text without the characters that XML cannot carry."""
    return _NOT_XML.sub("\ufffd", text)
