"""A folder of documents through Ray, on this machine, into five Parquet tables.

    python examples/ray_corpus.py [FOLDER [OUT]]

Needs `pip install './python[ray]'`. On a cluster say `ray.init("auto")`.
"""

import os
import shutil
import sys
import time

import pyarrow.parquet as pq
import ray

from tiaowen import ray as recipe

folder, out = (sys.argv[1:] + ["seeds", "output/ray"][len(sys.argv) - 1 :])[:2]
ray.init(include_dashboard=False, log_to_driver=False)
started = time.monotonic()
documents = recipe.read(folder, partitions=4)
shutil.rmtree(out, ignore_errors=True)
recipe.write_tables(recipe.records(documents, ["pdf", "tei"]), os.path.abspath(out))
for name in ["documents", "articles", "references", "findings", "outputs"]:
    print(f"{name}: {pq.read_table(f'{out}/{name}').num_rows} rows in {out}/{name}")
print(f"{time.monotonic() - started:.1f} s")
ray.shutdown()
