"""h2spec.py DOOR REPORT... [, DOOR REPORT...]...: fails if a test fails that h2spec-known.txt does not explain.

Of a test that several reports of a door have, the last one counts. A line of that file is `DOORS SECTION | TEST | WHY IT STAYS`; DOORS is grpc, http or both.
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


def cases(report):
    with open(report, encoding="utf-8", errors="replace") as file:
        # The reports quote raw bytes, which XML does not allow.
        text = "".join(c for c in file.read() if c >= " " or c in "\n\t")
    return {(c.get("package"), c.get("classname")): c for c in ElementTree.fromstring(text).iter("testcase")}


def main(door, *reports):
    tests = {}
    for report in reports:
        tests |= cases(report)
    failed = {name: c for name, c in tests.items() if c.find("error") is not None or c.find("failure") is not None}
    explained = known(door)
    for section, test in sorted(set(failed) - set(explained)):
        told = " ".join("".join(failed[section, test].itertext()).split())
        print(f"http: h2spec {door}: new failure: {section} | {test} ({told})", file=sys.stderr)
    for section, test in sorted(set(explained) - set(failed)):
        print(f"http: h2spec {door}: passed this time: {section} | {test}", file=sys.stderr)
    print(f"http: h2spec {door}: {len(tests) - len(failed)} of {len(tests)} passed, {len(failed)} failed, {len(explained)} explained")
    return len(tests) > 100 and set(failed) <= set(explained)


doors = [words.split() for words in " ".join(sys.argv[1:]).split(",")]
sys.exit(0 if all([main(*words) for words in doors]) else 1)
