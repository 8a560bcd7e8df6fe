"""Finds the articles that a question is about: BM25 over pairs of characters, and one step along the references.

    python3 retrieve.py FILE.jsonl QUESTION [HOW_MANY]
"""

import collections
import json
import math
import sys


def pairs(text):
    """Overlapping pairs of characters, white space and punctuation apart."""
    signs = [c for c in text if c.isalnum()]
    return ["".join(signs[i : i + 2]) for i in range(len(signs) - 1)]


def rank(records, question, k1=1.2, b=0.75):
    """The records with their scores, best first; equal scores stay in the order of the document."""
    bags = [collections.Counter(pairs(r["text"] + (r.get("heading") or ""))) for r in records]
    average = sum(sum(bag.values()) for bag in bags) / max(len(bags), 1) or 1
    known = collections.Counter(term for bag in bags for term in bag)
    scores = []
    for at, bag in enumerate(bags):
        length = k1 * (1 - b + b * sum(bag.values()) / average)
        score = 0.0
        for term in set(pairs(question)):
            if n := bag[term]:
                rare = math.log(1 + (len(bags) - known[term] + 0.5) / (known[term] + 0.5))
                score += rare * n * (k1 + 1) / (n + length)
        scores.append((-score, at))
    return [(records[at], -score) for score, at in sorted(scores) if score < 0]


def article(target):
    """The article of a provision: art-12.p2.i3 is of art-12."""
    parts = target.split(".")
    ends = [i for i, part in enumerate(parts) if part.startswith("art-")]
    return ".".join(parts[: ends[0] + 1]) if ends else target


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    articles = [r for r in records if r["kind"] == "article"]
    by_id = {r["id"]: r for r in articles}
    found = [r for r, _ in rank(articles, sys.argv[2])[:most]]
    seen = {r["id"] for r in found}
    for record in found:
        print(record["id"], record["text"].splitlines()[0][:40], sep="\t")
    for record in found:
        for reference in record["references"]:
            for target in map(article, reference.get("targets", [])):
                if target in by_id and target not in seen:
                    seen.add(target)
                    print(target, by_id[target]["text"].splitlines()[0][:40], "← " + record["id"], sep="\t")


if __name__ == "__main__":
    main()
