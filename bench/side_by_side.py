#!/usr/bin/env python3
"""Tamis beside the public packages that a Python user would take, on the same list and customers, in one go.

    side_by_side.py LIST.csv CUSTOMERS.csv [--tamis target/release/tamis] [--customers 200] [--venv .venv-peers]

LIST and CUSTOMERS have the columns id, name, alias, schema, birth_date (a user's own list and customer file as Tamis
reads them). The peers are installed into a virtual environment of their own: rapidfuzz (every customer against every
name, `cdist`, and `process.extract`) and nomenklatura (its blocker, then logic-v2). Times are CPU times; for Tamis,
what starting costs is measured by a file of one customer and taken off. Peers that cannot be installed are said.
"""
import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

PEER = r'''
import csv, json, sys, time
which, list_path, customer_path = sys.argv[1:4]
def rows(path):
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
listed, customers = rows(list_path), rows(customer_path)
names = [n.lower() for r in listed for n in [r["name"], *r.get("alias", "").split(";")] if n]
asked = [c["name"].lower() for c in customers]
if which.startswith("rapidfuzz"):
    from rapidfuzz import fuzz, process
    start = time.process_time()
    if which == "rapidfuzz-cdist":
        import numpy
        hits = 0
        for at in range(0, len(asked), 50):
            scores = process.cdist(asked[at:at + 50], names, scorer=fuzz.token_sort_ratio, score_cutoff=80, dtype=numpy.uint8)
            hits += int((scores >= 80).any(axis=1).sum())
    else:
        hits = sum(bool(process.extract(a, names, scorer=fuzz.token_sort_ratio, score_cutoff=80, limit=5)) for a in asked)
    print(json.dumps({"cpu": time.process_time() - start, "alerted": hits}))
else:
    import os, tempfile
    from pathlib import Path
    os.environ["NOMENKLATURA_DB_URL"] = "sqlite:///:memory:"
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.db import make_session
    from nomenklatura.matching import get_algorithm
    from nomenklatura.resolver import Resolver
    from nomenklatura.store import load_entity_file_store
    def proxy(row, prefix):
        names = [row["name"], *[a for a in row.get("alias", "").split(";") if a]]
        schema = row["schema"] or "LegalEntity"
        properties = {"name": names}
        if schema == "Person" and row.get("birth_date"):
            properties["birthDate"] = [row["birth_date"]]
        return {"id": prefix + row["id"], "schema": schema, "properties": properties, "datasets": ["list"]}
    folder = Path(tempfile.mkdtemp())
    with open(folder / "list.json", "w", encoding="utf-8") as handle:
        for row in listed:
            handle.write(json.dumps(proxy(row, "l-")) + "\n")
    session = make_session().__enter__()
    view = load_entity_file_store(folder / "list.json", Resolver(session, create=True)).default_view()
    index = Index(view, folder / "index")
    index.build()
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    dataset = Dataset.make({"name": "customers", "title": "customers"})
    subjects = {"c-" + row["id"]: StatementEntity.from_data(dataset, proxy(row, "c-")) for row in customers}
    start, alerted = time.process_time(), 0
    for ident, found in index.match_entities(subjects.values()):
        entities = (view.get_entity(other.id) for other, _ in found[:50])
        scores = (algorithm.compare(subjects[ident.id], e, config).score for e in entities if e is not None)
        alerted += max(scores, default=0.0) >= 0.7
    print(json.dumps({"cpu": time.process_time() - start, "alerted": int(alerted)}))
'''


def children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_tamis(tamis, listed, customers):
    """CPU seconds and customers with an alert."""
    before = children_cpu()
    done = subprocess.run(
        [tamis, "screen", customers, "--list", listed, "--format", "jsonl", "-q"], capture_output=True, text=True
    )
    if done.returncode not in (0, 1):
        sys.exit(f"tamis: {done.stderr.strip()}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return children_cpu() - before, sum(any(m.get("alert") for m in a["matches"]) for a in answers)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list")
    parser.add_argument("customers_file")
    parser.add_argument("--tamis", default="target/release/tamis")
    parser.add_argument("--customers", type=int, default=200, help="how many customers the slow peers are asked")
    parser.add_argument("--venv", default=".venv-peers")
    arguments = parser.parse_args()

    with open(arguments.customers_file, encoding="utf-8", newline="") as handle:
        lines = list(csv.reader(handle))
    folder = tempfile.mkdtemp()

    def first(count):
        path = os.path.join(folder, f"customers_{count}.csv")
        with open(path, "w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(lines[: count + 1])
        return path

    count = len(lines) - 1
    start, _ = run_tamis(arguments.tamis, arguments.list, first(1))
    whole, alerted = run_tamis(arguments.tamis, arguments.list, first(count))
    per_customer = max(whole - start, 1e-9) / count
    print(f"{'':24}{'customers':>10}{'ms CPU each':>14}{'times Tamis':>14}{'alerted':>10}")
    print(f"{'tamis':24}{count:>10}{per_customer * 1e3:>14.3f}{1:>14}{alerted:>10}")

    python = os.path.join(arguments.venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", arguments.venv], check=True)
    some = min(arguments.customers, count)
    for peer, packages in (
        ("rapidfuzz-cdist", ["rapidfuzz", "numpy"]),
        ("rapidfuzz-extract", ["rapidfuzz"]),
        ("nomenklatura-logic-v2", ["nomenklatura"]),
    ):
        installed = subprocess.run([python, "-m", "pip", "install", "-q", *packages], capture_output=True, text=True)
        if installed.returncode:
            print(f"{peer:24}could not be installed: {installed.stderr.strip().splitlines()[-1:]}")
            continue
        began = time.time()
        done = subprocess.run([python, "-c", PEER, peer, arguments.list, first(some)], capture_output=True, text=True)
        if done.returncode:
            print(f"{peer:24}failed after {time.time() - began:.0f} s: {done.stderr.strip().splitlines()[-1:]}")
            continue
        answer = json.loads(done.stdout.splitlines()[-1])
        each = answer["cpu"] / some
        print(f"{peer:24}{some:>10}{each * 1e3:>14.3f}{each / per_customer:>14.0f}{answer['alerted']:>10}")


if __name__ == "__main__":
    main()
