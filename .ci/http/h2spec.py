"""h2spec.py DOOR REPORT [DOOR REPORT]...: fails if a test fails that h2spec-known.txt does not explain.

A line of that file is `DOORS SECTION | TEST | WHY IT STAYS`; DOORS is grpc, http or both.
"""

import os
import sys
import xml.etree.ElementTree as ElementTree


def known(door):
    tests = {}
    with open(os.path.join(os.path.dirname(__file__), "h2spec-known.txt"), encoding="utf-8") as file:
        for line in file:
            if not line.strip() or line.startswith("#"):
                continue
            place, test, why = (part.strip() for part in line.split("|"))
            doors, section = place.split()
            if doors in (door, "both"):
                tests[section, test] = why
    return tests


def main(door, report):
    with open(report, encoding="utf-8", errors="replace") as file:
        # The reports quote raw bytes, which XML does not allow.
        text = "".join(c for c in file.read() if c >= " " or c in "\n\t")
    cases = list(ElementTree.fromstring(text).iter("testcase"))
    failed = {(c.get("package"), c.get("classname")): c for c in cases if c.find("error") is not None or c.find("failure") is not None}
    explained = known(door)
    for section, test in sorted(set(failed) - set(explained)):
        told = " ".join("".join(failed[section, test].itertext()).split())
        print(f"http: h2spec {door}: new failure: {section} | {test} ({told})", file=sys.stderr)
    for section, test in sorted(set(explained) - set(failed)):
        print(f"http: h2spec {door}: passed this time: {section} | {test}", file=sys.stderr)
    print(f"http: h2spec {door}: {len(cases) - len(failed)} of {len(cases)} passed, {len(failed)} failed, {len(explained)} explained")
    return len(cases) > 100 and set(failed) <= set(explained)


sys.exit(0 if all([main(*pair) for pair in zip(sys.argv[1::2], sys.argv[2::2])]) else 1)
