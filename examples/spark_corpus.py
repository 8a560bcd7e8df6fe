"""A folder of documents through Spark, on this machine, into five Parquet tables.

    python examples/spark_corpus.py [FOLDER [OUT]]

Needs `pip install './python[spark]'` and Java 17. On a cluster leave `master` to spark-submit.
"""

import os
import sys
import time

from pyspark.sql import SparkSession

from tiaowen import spark as recipe

folder, out = (sys.argv[1:] + ["seeds", "output/spark"][len(sys.argv) - 1 :])[:2]
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
# A task may fail four times: the second number. With local[2] the first lost worker would end the job.
spark = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").getOrCreate()
started = time.monotonic()
documents = recipe.read(spark, folder, partitions=4)
recipe.write_tables(recipe.records(documents, ["pdf", "tei"]), out, mode="overwrite")
for name in ["documents", "articles", "references", "findings", "outputs"]:
    print(f"{name}: {spark.read.parquet(f'{out}/{name}').count()} rows in {out}/{name}")
print(f"{time.monotonic() - started:.1f} s")
spark.stop()
