"""Starts a program for each line, a command line as JSON, and tells what it took: processor time and peak memory."""

import json
import os
import subprocess
import sys

for line in sys.stdin:
    words = json.loads(line)
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        print(json.dumps({"failed": words}), flush=True)
        continue
    print(json.dumps({"seconds": used.ru_utime + used.ru_stime, "peak_kb": used.ru_maxrss}), flush=True)
